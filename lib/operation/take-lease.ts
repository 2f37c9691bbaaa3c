import { sql } from "drizzle-orm";
import type { Actor } from "@/lib/attachment/actor";
import type { Context } from "@/lib/platform/context";
import { leaseEnd } from "./operation";

/** The right to treat an operation's rows for a moment: one process at a time has it. */
export interface Lease {
  operationId: string;
  kind: string;
  request: unknown;
  /** The moment it runs out, which also tells whose it is. */
  until: string;
}

/**
 * Takes one's own operation up, so that nobody else does (R-1404); null when somebody is at it already, when nothing is
 * left to do, or when the session has ended (R-423, SEC-44).
 */
export async function takeLease(ctx: Context, actor: Actor, operationId: string): Promise<Lease | null> {
  const until = leaseEnd(ctx);
  const { rows } = await ctx.db.execute<{ kind: string; request: unknown }>(sql`
    update operations set leased_until = ${until}::timestamptz
    where id = ${operationId} and account_id = ${actor.accountId} and finished_at is null and cancelled_at is null
      and (leased_until is null or leased_until <= ${ctx.now().toISOString()}::timestamptz)
      and exists (select from sessions where sessions.id = ${actor.sessionId} and sessions.ended_at is null)
    returning kind, request`);
  return rows[0] ? { ...rows[0], operationId, until } : null;
}
