import { type SQL, sql } from "drizzle-orm";
import type { Language } from "@/lib/i18n/language";
import { inDays } from "@/lib/platform/calendar";
import { type Context, inTransaction } from "@/lib/platform/context";
import { noteAct } from "./note-act";
import { EXPIRY_DAYS } from "./request-life";

const BATCH = 100;
/** Of one run; what is left comes with the next one. */
const MOST = 2_000;

/**
 * Ends the requests that nobody answered in 60 days, and tells who made them (R-855, N-14). Several instances may run
 * it at once: each request is ended, and told, once. Returns how many.
 */
export async function expireRequests(ctx: Context): Promise<number> {
  let expired = 0;
  while (expired < MOST) {
    const count = await expireSome(ctx);
    expired += count;
    if (count < BATCH) break;
  }
  return expired;
}

/** How many requests the next run would end. */
export async function countExpiredRequests(ctx: Context): Promise<number> {
  const { rows } = await ctx.db.execute<{ count: string }>(sql`
    select count(*) from (select from attachments where ${isExpired(ctx.now())} limit ${MOST}) expired`);
  return Number(rows[0]?.count);
}

function isExpired(now: Date): SQL {
  return sql`status = 'pending' and requested_at <= ${inDays(now, -EXPIRY_DAYS).toISOString()}::timestamptz`;
}

interface Expired {
  attachmentId: string;
  structureId: string;
  accountId: string;
  contactEmail: string;
  language: Language;
  isActive: boolean;
}

async function expireSome(ctx: Context): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const now = tx.now();
    const { rows } = await tx.db.execute<{ [Key in keyof Expired]: Expired[Key] }>(sql`
      with due as (
        select id from attachments
        where ${isExpired(now)}
        order by requested_at limit ${BATCH} for update skip locked
      )
      update attachments request set status = 'cancelled', decided_at = ${now.toISOString()}::timestamptz
      from due, accounts person
      where request.id = due.id and person.id = request.account_id
      returning request.id as "attachmentId", request.structure_id as "structureId", person.id as "accountId",
        person.contact_email as "contactEmail", person.language, person.status = 'active' as "isActive"`);
    await noteAct(tx, {
      audit: rows.map(({ attachmentId, structureId }) => ({
        kind: "attachment-cancelled" as const,
        actorId: null,
        targetId: attachmentId,
        facts: { structureId, cause: "expired" as const },
      })),
      history: rows.map(({ attachmentId, structureId, accountId }) => ({
        structureId,
        kind: "attachment-expired" as const,
        actorId: null,
        subjectId: accountId,
        targetId: attachmentId,
      })),
      feed: rows.map(({ accountId, structureId }) => ({ accountId, structureId, kind: "attachment-expired" as const })),
      mails: rows
        .filter(({ isActive }) => isActive)
        .map(({ attachmentId, contactEmail, language }) => ({
          message: { kind: "attachment-request-closed" as const, attachmentId, cause: "expired" as const },
          recipient: contactEmail,
          language,
          event: `attachment-request-closed:${attachmentId}`,
        })),
    });
    return rows.length;
  });
}
