import { sql } from "drizzle-orm";
import type { Context } from "@/lib/platform/context";
import type { Actor } from "./actor";
import { isAskedByActive, isAskedByMember } from "./desk-scope";

/** What waits in the administrators' queue, because nobody manages the structure (R-857, R-320). */
export interface UnmanagedRequests {
  attachments: number;
  subscriptions: number;
  /** Since when the oldest of them waits; null when none does. */
  oldest: Date | null;
}

/** How much waits for support to decide, frozen requests left out (R-510); nothing for anybody but an administrator. */
export async function countUnmanagedRequests(ctx: Context, actor: Actor): Promise<UnmanagedRequests> {
  const { rows } = await ctx.db.execute<{
    attachments: string;
    subscriptions: string;
    oldest: string | Date | null;
  }>(sql`
    with waiting as (
      select 'attachment' as kind, account_id, structure_id, requested_at from attachments where status = 'pending'
      union all
      select 'subscription', account_id, structure_id, requested_at from subscriptions where status = 'pending'
    ), unmanaged as materialized (
      select * from waiting
      where exists (select from accounts where id = ${actor.accountId} and is_administrator and status = 'active')
        and not exists (
          select from attachments manager join accounts person on person.id = manager.account_id
          where manager.structure_id = waiting.structure_id and manager.status = 'approved'
            and manager.role <> 'member' and person.status = 'active'
        )
    ), asked as (
      select kind, requested_at from unmanaged request where kind = 'attachment' and ${isAskedByActive(sql`request`)}
      union all
      select kind, requested_at from unmanaged request where kind = 'subscription' and ${isAskedByMember(sql`request`)}
    )
    select count(*) filter (where kind = 'attachment') as attachments,
      count(*) filter (where kind = 'subscription') as subscriptions, min(requested_at) as oldest
    from asked`);
  const { attachments = 0, subscriptions = 0, oldest = null } = rows[0] ?? {};
  return {
    attachments: Number(attachments),
    subscriptions: Number(subscriptions),
    oldest: oldest === null ? null : new Date(oldest),
  };
}
