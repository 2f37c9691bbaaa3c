import { sql } from "drizzle-orm";
import type { deactivationCause } from "@/drizzle/schema/account";
import { ABSOLUTE_HOURS, IDLE_MINUTES } from "@/lib/account/session";
import type { AttachmentStatus } from "@/lib/attachment/actor";
import type { Language } from "@/lib/i18n/language";
import type { AsJson } from "@/lib/platform/as-json";
import type { Context } from "@/lib/platform/context";
import { type IdentifierType, maskedIdentifier } from "@/lib/structure/identifier";
import type { Role } from "@/lib/structure/rights";
import type { AccountStanding } from "./account-state";
import type { Administrator } from "./administrator";
import { momentOf } from "./bounded-list";

/** To which structure a person is attached: its name and number, and nothing else of it (R-1402). */
export interface AttachmentOnFile {
  attachmentId: string;
  role: Role;
  status: AttachmentStatus;
  legalName: string;
  identifierType: IdentifierType;
  /** As people read it; of a private individual, masked (SEC-63). */
  identifier: string;
}

/** What an account is, as support sees it. No secret, and no data of a structure (R-1402). */
export interface AccountFile extends AccountStanding {
  email: string;
  contactEmail: string;
  givenName: string;
  familyName: string;
  /** By which support may call back whoever asks (R-1303). */
  phone: string | null;
  language: Language;
  isAdministrator: boolean;
  createdAt: Date;
  lastSignInAt: Date | null;
  deactivatedAt: Date | null;
  deactivationCause: (typeof deactivationCause.enumValues)[number] | null;
  deactivationReason: string | null;
  eraseOn: Date | null;
  erasedAt: Date | null;
  /** The attachments that count, at most `ATTACHMENTS_ON_FILE`. */
  attachments: AttachmentOnFile[];
  attachmentCount: number;
}

/** How many attachments a file shows. */
export const ATTACHMENTS_ON_FILE = 50;

/** One account for support; null: there is none (R-1401, SEC-61). */
export async function findAccountFile(
  ctx: Context,
  _administrator: Administrator,
  accountId: string,
): Promise<AccountFile | null> {
  const now = ctx.now().toISOString();
  const { rows } = await ctx.db.execute<{ file: AsJson<AccountFile> }>(sql`
    select json_build_object(
      'accountId', account.id, 'email', account.email, 'contactEmail', account.contact_email,
      'givenName', account.given_name, 'familyName', account.family_name,
      'phone', account.phone, 'language', account.language,
      'status', account.status, 'isAdministrator', account.is_administrator, 'lockedUntil', account.locked_until,
      'createdAt', account.created_at, 'lastSignInAt', account.last_sign_in_at,
      'deactivatedAt', account.deactivated_at, 'deactivationCause', account.deactivation_cause,
      'deactivationReason', account.deactivation_reason, 'reactivationRequestedAt', account.reactivation_requested_at,
      'eraseOn', account.erase_on, 'erasedAt', account.erased_at,
      'hasSecondFactor', exists (
          select from totp_authenticators totp where totp.account_id = account.id and totp.confirmed_at is not null
        ) or exists (select from passkeys passkey where passkey.account_id = account.id),
      'sessions', (
        select count(*) from sessions session
        where session.account_id = account.id and session.ended_at is null
          and session.created_at > ${now}::timestamptz - make_interval(hours => ${ABSOLUTE_HOURS})
          and session.last_used_at > ${now}::timestamptz - make_interval(mins => ${IDLE_MINUTES})
      ),
      'attachmentCount', (
        select count(*) from attachments attachment
        where attachment.account_id = account.id and attachment.status in ('pending', 'approved', 'suspended')
      ),
      'attachments', coalesce((
        select json_agg(own order by own."requestedAt" desc, own."attachmentId") from (
          select attachment.id as "attachmentId", attachment.role, attachment.status,
            attachment.requested_at as "requestedAt", structure.legal_name as "legalName",
            structure.identifier_type as "identifierType", structure.identifier
          from attachments attachment join structures structure on structure.id = attachment.structure_id
          where attachment.account_id = account.id and attachment.status in ('pending', 'approved', 'suspended')
          -- What becomes vacant with the account is always shown.
          order by attachment.role = 'primary-manager' desc, attachment.requested_at desc, attachment.id
          limit ${ATTACHMENTS_ON_FILE}::bigint
        ) own
      ), '[]')
    ) as file
    from accounts account where account.id = ${accountId}`);
  const row = rows[0]?.file;
  if (!row) return null;
  return {
    ...row,
    lockedUntil: momentOf(row.lockedUntil),
    createdAt: new Date(row.createdAt),
    lastSignInAt: momentOf(row.lastSignInAt),
    deactivatedAt: momentOf(row.deactivatedAt),
    reactivationRequestedAt: momentOf(row.reactivationRequestedAt),
    eraseOn: momentOf(row.eraseOn),
    erasedAt: momentOf(row.erasedAt),
    attachments: row.attachments.map(({ attachmentId, role, status, legalName, identifierType, identifier }) => ({
      attachmentId,
      role,
      status,
      legalName,
      identifierType,
      identifier: maskedIdentifier(identifierType, identifier),
    })),
  };
}
