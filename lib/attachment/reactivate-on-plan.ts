import { type SQL, sql } from "drizzle-orm";
import type { Language } from "@/lib/i18n/language";
import { dayInParis } from "@/lib/platform/calendar";
import { type Context, inTransaction } from "@/lib/platform/context";
import { noteAct } from "./note-act";

const BATCH = 100;
/** Of one run; what is left comes with the next one. */
const MOST = 2_000;

/**
 * Ends the suspensions whose planned day has come in Paris (R-851, N-15). Several instances may run it at once: each
 * person is reactivated, and told, once. Returns how many.
 */
export async function reactivateOnPlan(ctx: Context): Promise<number> {
  let reactivated = 0;
  while (reactivated < MOST) {
    const count = await reactivateSome(ctx);
    reactivated += count;
    if (count === 0) break;
  }
  return reactivated;
}

/** How many people the next run would reactivate. */
export async function countPlannedReactivations(ctx: Context): Promise<number> {
  const { rows } = await ctx.db.execute<{ count: string }>(sql`
    select count(*) from (select from attachments where ${isOver(ctx.now())} limit ${MOST}) planned`);
  return Number(rows[0]?.count);
}

function isOver(now: Date): SQL {
  return sql`status = 'suspended' and reactivate_on <= ${dayInParis(now)}::date`;
}

interface Reactivated {
  attachmentId: string;
  structureId: string;
  accountId: string;
  contactEmail: string;
  language: Language;
  /** Nobody writes to an account that is closed. */
  isActive: boolean;
}

async function reactivateSome(ctx: Context): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    // Whoever acts on a structure at this moment has it to himself (SEC-65): its turn comes at the next run.
    const { rows: held } = await tx.db.execute<{ id: string }>(sql`
      select id from structures
      where id in (select structure_id from attachments where ${isOver(tx.now())})
      limit ${BATCH} for no key update skip locked`);
    if (held.length === 0) return 0;
    const { rows } = await tx.db.execute<{ [Key in keyof Reactivated]: Reactivated[Key] }>(sql`
      with due as (
        select id from attachments
        where ${isOver(tx.now())} and structure_id in
          (select value::uuid from json_array_elements_text(${JSON.stringify(held.map(({ id }) => id))}::json))
        order by id limit ${BATCH}
      )
      update attachments attachment set status = 'approved', reactivate_on = null
      from due, accounts person
      where attachment.id = due.id and person.id = attachment.account_id
      returning attachment.id as "attachmentId", attachment.structure_id as "structureId", person.id as "accountId",
        person.contact_email as "contactEmail", person.language, person.status = 'active' as "isActive"`);
    await noteAct(tx, {
      audit: rows.map(({ attachmentId, structureId }) => ({
        kind: "attachment-reactivated" as const,
        actorId: null,
        targetId: attachmentId,
        facts: { structureId, cause: "planned" as const },
      })),
      history: rows.map(({ attachmentId, structureId, accountId }) => ({
        structureId,
        kind: "attachment-reactivated" as const,
        actorId: null,
        subjectId: accountId,
        targetId: attachmentId,
      })),
      feed: rows.map(({ accountId, structureId }) => ({
        accountId,
        structureId,
        kind: "attachment-reactivated" as const,
      })),
      mails: rows
        .filter(({ isActive }) => isActive)
        .map(({ attachmentId, contactEmail, language }) => ({
          message: {
            kind: "attachment-decided" as const,
            attachmentId,
            decision: "reactivated" as const,
            deciderId: null,
          },
          recipient: contactEmail,
          language,
          // One can be suspended and reactivated again and again.
          event: `attachment-decided:${attachmentId}:reactivated:${tx.id()}`,
        })),
    });
    return rows.length;
  });
}
