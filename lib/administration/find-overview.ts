import { type SQL, sql } from "drizzle-orm";
import { countUnmanagedRequests, type UnmanagedRequests } from "@/lib/attachment/count-unmanaged-requests";
import type { AsJson } from "@/lib/platform/as-json";
import type { Context } from "@/lib/platform/context";
import type { Administrator } from "./administrator";
import { MOST_LISTED, momentOf } from "./bounded-list";

/** What waits for support. No count goes beyond `MOST_LISTED + 1`: that many is "more than a thousand". */
export interface Overview {
  requests: UnmanagedRequests;
  reactivationRequests: number;
  lockedAccounts: number;
  deadMails: number;
  dueMails: number;
  /** When the mail that is longest overdue should have left; null: none is. */
  oldestDueAt: Date | null;
  /** Active companies whose data was typed by hand while the register was down (R-207). */
  unverifiedStructures: number;
}

/** What support should look at first, in two round trips at once (R-1401). */
export async function findOverview(ctx: Context, administrator: Administrator): Promise<Overview> {
  const now = ctx.now().toISOString();
  const counted = ctx.db.execute<{ overview: AsJson<Omit<Overview, "requests">> }>(sql`
    select json_build_object(
      'reactivationRequests', ${atMost(sql`
        select from accounts where status = 'deactivated' and reactivation_requested_at is not null`)},
      'lockedAccounts', ${atMost(sql`
        select from accounts
        where status = 'active' and locked_until > ${now}::timestamptz`)},
      'deadMails', ${atMost(sql`select from outbox_messages where status = 'dead'`)},
      'dueMails', ${atMost(sql`select from outbox_messages where status = 'due'`)},
      'oldestDueAt', (
        select due_at from outbox_messages where status = 'due' and due_at <= ${now}::timestamptz order by due_at limit 1),
      'unverifiedStructures', ${atMost(sql`
        select from structures
        where identifier_type = 'SIRET' and status = 'active' and registry_checked_at is null`)}
    ) as overview`);
  const [requests, { rows }] = await Promise.all([countUnmanagedRequests(ctx, administrator), counted]);
  const [answer] = rows;
  if (!answer) throw new Error("A select without a table answers one row.");
  const { overview } = answer;
  return { ...overview, requests, oldestDueAt: momentOf(overview.oldestDueAt) };
}

function atMost(select: SQL): SQL {
  return sql`(select count(*) from (${select} limit ${MOST_LISTED + 1}::bigint) counted)`;
}
