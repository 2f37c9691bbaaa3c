import { type SQL, sql } from "drizzle-orm";
import { type Context, inTransaction } from "@/lib/platform/context";
import { oneByOne } from "./one-by-one";
import { holdStructure, isBarred, noteStanding, type Standing } from "./technical-standing";

/** Of one run; what is left comes with the next one. */
const MOST = 500;

/**
 * Lets the technical accounts of structures work again that are active and managed: with the password they
 * had, if it has not ended. Returns how many.
 */
export async function resumeTechnicalAccounts(ctx: Context): Promise<number> {
  const { rows } = await ctx.db.execute<{ [Key in keyof Standing]: string }>(sql`
    select account.id as "technicalAccountId", account.structure_id as "structureId"
    ${fromFreed(ctx.now())} order by account.suspended_at, account.id limit ${MOST}`);
  return oneByOne(ctx, rows, resumeIfFreed);
}

/** How many the next run would resume. */
export async function countTechnicalAccountsToResume(ctx: Context): Promise<number> {
  const { rows } = await ctx.db.execute<{ count: string }>(sql`
    select count(*) from (select ${fromFreed(ctx.now())} limit ${MOST}) due`);
  return Number(rows[0]?.count);
}

function fromFreed(now: Date): SQL {
  return sql`
    from technical_accounts account
    join structures structure on structure.id = account.structure_id
    where account.status = 'suspended' and not ${isBarred(now)}`;
}

async function resumeIfFreed(ctx: Context, standing: Standing): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    await holdStructure(tx, standing);
    const { technicalAccountId, structureId } = standing;
    const { rows } = await tx.db.execute(sql`
      update technical_accounts account set status = 'active', suspended_at = null
      from structures structure
      where account.id = ${technicalAccountId} and account.status = 'suspended'
        and structure.id = account.structure_id and not ${isBarred(tx.now())}
      returning account.id`);
    if (rows.length === 0) return false;
    await noteStanding(tx, standing, {
      event: "resumed",
      audit: { kind: "technical-account-resumed", actorId: null, targetId: technicalAccountId, facts: { structureId } },
    });
    return true;
  });
}
