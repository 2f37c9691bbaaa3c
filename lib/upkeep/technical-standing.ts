import { type SQL, sql } from "drizzle-orm";
import { noteAct } from "@/lib/attachment/note-act";
import type { AuditEvent } from "@/lib/audit/audit-event";
import type { Language } from "@/lib/i18n/language";
import { inDays } from "@/lib/platform/calendar";
import type { Context } from "@/lib/platform/context";
import { DAYS_WITHOUT_MANAGER } from "@/lib/technical-account/technical-account";
import { tellingOf } from "@/lib/technical-account/telling";

/** A technical account whose standing follows that of its structure. */
export interface Standing {
  technicalAccountId: string;
  structureId: string;
}

/**
 * Whether software may not act for `structure` at all: it is inactive, or nobody has managed it for 30 days
 * (R-509).
 */
export function isBarred(now: Date): SQL {
  return sql`(structure.status = 'inactive' or coalesce(
    structure.manager_vacant_since <= ${inDays(now, -DAYS_WITHOUT_MANAGER).toISOString()}::timestamptz, false
  ))`;
}

/** Makes acts on the structure wait, those that end a vacancy among them, so that what is read next stays true (SEC-67). */
export async function holdStructure(tx: Context, { structureId }: Standing): Promise<void> {
  await tx.db.execute(sql`select from structures where id = ${structureId} for update`);
}

/** Writes down that the portal suspended or resumed it, and tells the primary manager where there is one (N-19, R-1010). */
export async function noteStanding(
  tx: Context,
  { technicalAccountId, structureId }: Standing,
  { event, audit }: { event: "suspended" | "resumed"; audit: AuditEvent },
): Promise<void> {
  const { rows } = await tx.db.execute<{ [Key in keyof ToldManager]: ToldManager[Key] }>(sql`
    select person.id as "managerId", person.contact_email as recipient, person.language, (
      select secret.expires_at from technical_secrets secret where secret.technical_account_id = account.id
      order by secret.created_at desc, secret.expires_at desc limit 1
    ) as "expiresAt"
    from technical_accounts account
    join attachments own on own.structure_id = account.structure_id and own.role = 'primary-manager'
      and own.status = 'approved'
    join accounts person on person.id = own.account_id and person.status = 'active'
    where account.id = ${technicalAccountId}`);
  const tellings = rows.map(({ managerId, recipient, language, expiresAt }) =>
    tellingOf(
      { recipient, language },
      {
        technicalAccountId,
        structureId,
        managerId,
        event,
        // A password that ended a year ago is forgotten (SEC-98): it has ended.
        expiresAt: expiresAt === null ? tx.now() : new Date(expiresAt),
        act: tx.id(),
      },
    ),
  );
  await noteAct(tx, {
    audit: [audit],
    feed: tellings.flatMap(({ feed }) => feed),
    mails: tellings.flatMap(({ mails }) => mails),
  });
}

interface ToldManager {
  managerId: string;
  recipient: string;
  language: Language;
  expiresAt: string | Date | null;
}
