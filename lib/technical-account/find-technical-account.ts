import { sql } from "drizzle-orm";
import type { Context } from "@/lib/platform/context";
import type { Permit } from "@/lib/structure/permit";
import { mayAs } from "@/lib/structure/rights";
import { stateOf, type TechnicalAccountState, type TechnicalAccountStatus } from "./technical-account";

/** A password that can be used at this moment: two during a rotation (SEC-80). */
export interface LivePassword {
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
}

/** What only the primary manager sees of his technical account. */
export interface TechnicalDetails {
  createdAt: Date;
  /** Of any of its passwords that are still kept. */
  lastUsedAt: Date | null;
  /** The newest first. */
  livePasswords: LivePassword[];
  readOnly: boolean;
  /** Null: all structures that he manages. */
  only: { structureId: string; designation: string }[] | null;
}

/** The structure's technical account: the live one, else the last one that was deleted (R-1009). */
export interface FoundTechnicalAccount {
  technicalAccountId: string;
  login: string;
  state: TechnicalAccountState;
  /** Since when it is in that state. */
  since: Date;
  /** When its newest password ends or ended; null once it is deleted. */
  expiresAt: Date | null;
  /** The contact address of the primary manager; null while there is none (R-1010). */
  contactEmail: string | null;
  details: TechnicalDetails | null;
}

/** The structure's technical account, or null; what R-830 says to everybody attached, the rest to the primary manager. */
export async function findTechnicalAccount(
  ctx: Context,
  { structureId, capacity }: Permit<"view-sheet">,
): Promise<FoundTechnicalAccount | null> {
  const { rows } = await ctx.db.execute<{ found: Stored }>(sql`
    select json_build_object(
      'technicalAccountId', account.id, 'login', account.login, 'status', account.status,
      'createdAt', account.created_at, 'suspendedAt', account.suspended_at, 'deletedAt', account.deleted_at,
      'readOnly', account.read_only, 'isRestricted', account.is_restricted,
      'secrets', (
        select coalesce(json_agg(json_build_object(
          'createdAt', secret.created_at, 'expiresAt', secret.expires_at, 'lastUsedAt', secret.last_used_at
        ) order by secret.created_at desc, secret.expires_at desc), '[]')
        from technical_secrets secret where secret.technical_account_id = account.id
      ),
      'structures', (
        select coalesce(json_agg(json_build_object(
          'structureId', listed.id, 'designation', coalesce(listed.label, listed.legal_name)
        ) order by fold(coalesce(listed.label, listed.legal_name)), listed.id), '[]')
        from technical_account_structures line join structures listed on listed.id = line.structure_id
        where line.technical_account_id = account.id
      ),
      'contactEmail', (
        select person.contact_email from attachments manager join accounts person on person.id = manager.account_id
        where manager.structure_id = account.structure_id and manager.status = 'approved'
          and manager.role = 'primary-manager' and person.status = 'active'
      )
    ) as found
    from technical_accounts account where account.structure_id = ${structureId}
    order by account.status = 'deleted', account.created_at desc, account.deleted_at desc limit 1`);
  const found = rows[0]?.found;
  if (!found) return null;
  const secrets = found.secrets.map((secret) => ({
    createdAt: new Date(secret.createdAt),
    expiresAt: new Date(secret.expiresAt),
    lastUsedAt: secret.lastUsedAt === null ? null : new Date(secret.lastUsedAt),
  }));
  const now = ctx.now();
  const expiresAt = secrets[0]?.expiresAt ?? null;
  const state = stateOf({ status: found.status, expiresAt: expiresAt ?? now }, now);
  const { technicalAccountId, login, contactEmail } = found;
  const uses = secrets.flatMap(({ lastUsedAt }) => (lastUsedAt ? [lastUsedAt.getTime()] : []));
  return {
    technicalAccountId,
    login,
    state,
    since: sinceOf(state, found, expiresAt),
    expiresAt,
    contactEmail,
    details: mayAs(capacity, "manage-technical-account")
      ? {
          createdAt: new Date(found.createdAt),
          lastUsedAt: uses.length > 0 ? new Date(Math.max(...uses)) : null,
          livePasswords: secrets.filter((secret) => secret.expiresAt > now),
          readOnly: found.readOnly,
          only: found.isRestricted ? found.structures : null,
        }
      : null,
  };
}

function sinceOf(state: TechnicalAccountState, found: Stored, expiresAt: Date | null): Date {
  const createdAt = new Date(found.createdAt);
  const ends = { suspended: found.suspendedAt, deleted: found.deletedAt };
  if (state === "active") return createdAt;
  if (state === "expired") return expiresAt ?? createdAt;
  return new Date(ends[state] ?? found.createdAt);
}

interface Stored {
  technicalAccountId: string;
  login: string;
  status: TechnicalAccountStatus;
  createdAt: string;
  suspendedAt: string | null;
  deletedAt: string | null;
  readOnly: boolean;
  isRestricted: boolean;
  secrets: { createdAt: string; expiresAt: string; lastUsedAt: string | null }[];
  structures: { structureId: string; designation: string }[];
  contactEmail: string | null;
}
