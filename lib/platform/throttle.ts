import { createHash } from "node:crypto";
import { and, eq, gt, sql } from "drizzle-orm";
import { throttleCounters } from "@/drizzle/schema/account";
import type { Context } from "./context";

/** How often something may be done: `limit` times in `window` seconds, then closed for `closedFor` seconds. */
export interface Budget {
  key: string;
  limit: number;
  window: number;
  /** As long as the window when left out. */
  closedFor?: number;
}

/** `used`: how often each budget has been used by now, this use included. `closed` names the spent budgets. */
export type UseOutcome =
  | { kind: "open"; used: ReadonlyMap<string, number> }
  | { kind: "closed"; keys: string[]; until: Date };

/**
 * Counts one use of each budget, in one statement. A use beyond the limit, or while a budget is closed, answers
 * `closed`. Counted before the act, so that parallel tries cannot all slip under the limit (SEC-31).
 */
export async function countUse(ctx: Context, budgets: Budget[]): Promise<UseOutcome> {
  const now = ctx.now().toISOString();
  const asked = budgets.map(({ key, limit, window, closedFor = window }) => ({
    key,
    limit,
    window,
    closed_for: closedFor,
  }));
  const { rows } = await ctx.db.execute<{ key: string; used: number; closed_until: string | Date | null }>(sql`
    with budget as (
      select * from json_to_recordset(${JSON.stringify(asked)}::json)
        as b(key text, "limit" int, "window" int, closed_for int)
    )
    insert into throttle_counters as counter (key, used, window_ends_at, closed_until)
      select key, 1, ${now}::timestamptz + make_interval(secs => "window"),
        case when "limit" = 1 then ${now}::timestamptz + make_interval(secs => closed_for) end
      from budget order by key
    on conflict (key) do update set (used, window_ends_at, closed_until) = (
      select next.used,
        case when next.used = 1 then excluded.window_ends_at else counter.window_ends_at end,
        case
          when next.used > b."limit" then counter.closed_until
          when next.used = b."limit" then ${now}::timestamptz + make_interval(secs => b.closed_for)
        end
      from budget b, lateral (
        select case
          when counter.closed_until > ${now}::timestamptz then b."limit" + 1
          when counter.closed_until is not null or counter.window_ends_at <= ${now}::timestamptz then 1
          else counter.used + 1
        end as used
      ) next
      where b.key = excluded.key
    )
    returning counter.key, counter.used, counter.closed_until`);

  const limits = new Map(budgets.map(({ key, limit }) => [key, limit]));
  const beyond = rows.filter(({ key, used }) => used > (limits.get(key) ?? 0));
  if (beyond.length > 0) {
    const ends = beyond.map(({ closed_until }) => new Date(closed_until ?? now).getTime());
    return { kind: "closed", keys: beyond.map(({ key }) => key), until: new Date(Math.max(...ends)) };
  }
  return { kind: "open", used: new Map(rows.map(({ key, used }) => [key, used])) };
}

/** Whether a budget is spent now; asking uses nothing of it up. */
export async function isSpent(ctx: Context, { key }: Budget): Promise<boolean> {
  const spent = and(eq(throttleCounters.key, key), gt(throttleCounters.closedUntil, ctx.now()));
  return (await ctx.db.$count(throttleCounters, spent)) > 0;
}

/** What a try leaves behind: `forget` clears whole counters, `giveBack` takes this one use back. */
export interface Settlement {
  forget?: Budget[];
  giveBack?: Budget[];
}

/**
 * Settles what was counted for a try, in one statement. A try that found a budget closed used nothing of it up. Counters
 * are locked in the order of their keys, as by `countUse`, so that no two tries wait for each other.
 */
export async function settleUses(ctx: Context, { forget = [], giveBack = [] }: Settlement): Promise<void> {
  const asked = [
    ...forget.map(({ key, limit }) => ({ key, limit, forgotten: true })),
    ...giveBack.map(({ key, limit }) => ({ key, limit, forgotten: false })),
  ];
  await ctx.db.execute(sql`
    with settled as (
      select * from json_to_recordset(${JSON.stringify(asked)}::json) as b(key text, "limit" int, forgotten boolean)
    ), held as materialized (
      select key from throttle_counters where key in (select key from settled) order by key for update
    ), cleared as (
      delete from throttle_counters counter using held, settled
      where counter.key = held.key and settled.key = held.key and settled.forgotten
    )
    update throttle_counters counter
    set used = greatest(counter.used - 1, 0), closed_until = null
    from held, settled
    where counter.key = held.key and settled.key = held.key and not settled.forgotten
      and counter.used <= settled."limit"`);
}

/** A counter's key from what it counts: personal values are hashed, so that the table names nobody. */
export function throttleKey(what: string, ...about: string[]): string {
  return `${what}:${createHash("sha256").update(about.join("\n")).digest("base64url").slice(0, 32)}`;
}
