import { type SQL, sql } from "drizzle-orm";
import { closeAccount } from "@/lib/departure/close-account";
import { type Context, inTransaction } from "@/lib/platform/context";
import { idleAccounts, idleSince } from "./idle-account";
import { oneByOne } from "./one-by-one";

/** Of one run; what is left comes with the next one. */
const MOST = 500;
const REASON = "Inactivité";

/**
 * Deactivates the accounts that nobody has used for twelve months, on the day that the last reminder named, never without
 * one (R-507, N-04); whoever they are, a structure without its primary manager is vacant then. Returns how many.
 */
export async function closeInactiveAccounts(ctx: Context): Promise<number> {
  const { rows } = await ctx.db.execute<{ id: string }>(sql`select id from ${announced(ctx.now())} idle limit ${MOST}`);
  return oneByOne(ctx, rows, closeIfIdle);
}

/** How many accounts the next run would deactivate. */
export async function countInactiveAccounts(ctx: Context): Promise<number> {
  const { rows } = await ctx.db.execute<{ count: string }>(sql`
    select count(*) from (select from ${announced(ctx.now())} idle limit ${MOST}) due`);
  return Number(rows[0]?.count);
}

/** The idle accounts whose announced day has come. */
function announced(now: Date): SQL {
  return sql`(
    select idle.id from ${idleAccounts(idleSince(now).deactivation)} idle
    where exists (
      select from outbox_messages told
      where told.event = idle.event || ':last'
        and (told.message ->> 'deactivationOn')::timestamptz <= ${now.toISOString()}::timestamptz
    )
    order by idle."lastUse", idle.id
  )`;
}

async function closeIfIdle(ctx: Context, { id: accountId }: { id: string }): Promise<boolean> {
  const isBack = Symbol("signed in meanwhile");
  try {
    return await inTransaction(ctx, async (tx) => {
      const closing = { accountId, cause: "inactivity", actorId: null, reason: REASON, eraseOn: null } as const;
      if ((await closeAccount(tx, closing)).kind !== "closed") return false;
      // The account is held now: a sign-in that came first is seen here, a later one finds it closed.
      const { rows } = await tx.db.execute(sql`
        select from accounts where id = ${accountId}
          and coalesce(last_sign_in_at, created_at) <= ${idleSince(tx.now()).deactivation.toISOString()}::timestamptz`);
      if (rows.length === 0) throw isBack;
      return true;
    });
  } catch (reason) {
    if (reason === isBack) return false;
    throw reason;
  }
}
