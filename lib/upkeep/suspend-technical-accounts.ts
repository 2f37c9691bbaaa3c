import { type SQL, sql } from "drizzle-orm";
import { type Context, inTransaction } from "@/lib/platform/context";
import { oneByOne } from "./one-by-one";
import { holdStructure, isBarred, noteStanding, type Standing } from "./technical-standing";

/** Of one run; what is left comes with the next one. */
const MOST = 500;

/**
 * Suspends the technical accounts of structures that were deactivated, and of those without a primary manager for
 * 30 days. Their calls are refused before already; now everybody reads why. Returns how many.
 */
export async function suspendTechnicalAccounts(ctx: Context): Promise<number> {
  const { rows } = await ctx.db.execute<{ [Key in keyof Standing]: string }>(sql`
    select account.id as "technicalAccountId", account.structure_id as "structureId"
    ${fromBarred(ctx.now())} order by account.created_at, account.id limit ${MOST}`);
  return oneByOne(ctx, rows, suspendIfBarred);
}

/** How many the next run would suspend. */
export async function countTechnicalAccountsToSuspend(ctx: Context): Promise<number> {
  const { rows } = await ctx.db.execute<{ count: string }>(sql`
    select count(*) from (select ${fromBarred(ctx.now())} limit ${MOST}) due`);
  return Number(rows[0]?.count);
}

function fromBarred(now: Date): SQL {
  return sql`
    from technical_accounts account
    join structures structure on structure.id = account.structure_id
    where account.status = 'active' and ${isBarred(now)}`;
}

async function suspendIfBarred(ctx: Context, standing: Standing): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    await holdStructure(tx, standing);
    const { technicalAccountId, structureId } = standing;
    const { rows } = await tx.db.execute<{ cause: "inactive" | "vacant" }>(sql`
      update technical_accounts account
      set status = 'suspended', suspended_at = ${tx.now().toISOString()}::timestamptz
      from structures structure
      where account.id = ${technicalAccountId} and account.status = 'active'
        and structure.id = account.structure_id and ${isBarred(tx.now())}
      returning case when structure.status = 'inactive' then 'inactive' else 'vacant' end as cause`);
    const cause = rows[0]?.cause;
    if (!cause) return false;
    await noteStanding(tx, standing, {
      event: "suspended",
      audit: {
        kind: "technical-account-suspended",
        actorId: null,
        targetId: technicalAccountId,
        facts: { structureId, cause },
      },
    });
    return true;
  });
}
