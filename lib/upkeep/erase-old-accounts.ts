import { type SQL, sql } from "drizzle-orm";
import { ANSWERED_DAYS, KEPT_MONTHS } from "@/lib/account/erasure-term";
import { eraseAccount } from "@/lib/departure/erase-account";
import { inDays, inMonths } from "@/lib/platform/calendar";
import { type Context, inTransaction } from "@/lib/platform/context";
import { oneByOne } from "./one-by-one";

/** Of one run: what a person left behind is looked for in large tables. What is left comes with the next run. */
const MOST = 50;

/**
 * Anonymises the accounts deactivated for twelve months (R-508, SEC-98), unless support still owes the owner an answer
 * or gave it within seven days, in which he may ask again; and those whose owner asked to be forgotten by now
 * (R-1204). Returns how many.
 */
export async function eraseOldAccounts(ctx: Context): Promise<number> {
  const { rows } = await ctx.db.execute<{ id: string }>(sql`
    select id from accounts where ${isOld(ctx.now())} order by deactivated_at, id limit ${MOST}`);
  return oneByOne(ctx, rows, eraseIfStillOld);
}

/** How many accounts the next run would anonymise. */
export async function countOldAccounts(ctx: Context): Promise<number> {
  const { rows } = await ctx.db.execute<{ count: string }>(sql`
    select count(*) from (select from accounts where ${isOld(ctx.now())} limit ${MOST}) due`);
  return Number(rows[0]?.count);
}

function isOld(now: Date): SQL {
  return sql`status = 'deactivated' and (
    (
      deactivated_at <= ${inMonths(now, -KEPT_MONTHS).toISOString()}::timestamptz
      and reactivation_requested_at is null and not ${wasJustDismissed(now)}
    )
    or ${wasAskedFor(now)}
  )`;
}

/** Support just said no: the mail that tells it, and until when he may ask again, must come before. */
function wasJustDismissed(now: Date): SQL {
  return sql`exists (
    select from audit_events event
    where event.target_id = accounts.id and event.kind = 'administrator-acted'
      and event.facts->>'act' = 'dismiss-reactivation'
      and event.at > ${inDays(now, -ANSWERED_DAYS).toISOString()}::timestamptz
  )`;
}

function wasAskedFor(now: Date): SQL {
  return sql`erase_on <= ${now.toISOString()}::timestamptz`;
}

async function eraseIfStillOld(ctx: Context, { id: accountId }: { id: string }): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    const { rows } = await tx.db.execute<{ asked: boolean }>(sql`
      select coalesce(${wasAskedFor(tx.now())}, false) as asked from accounts
      where id = ${accountId} and ${isOld(tx.now())}`);
    const [old] = rows;
    if (!old) return false;
    const outcome = await eraseAccount(tx, { accountId, cause: old.asked ? "request" : "retention" });
    return outcome.kind === "erased";
  });
}
