import { type SQL, sql } from "drizzle-orm";
import type { Context } from "@/lib/platform/context";
import type { Actor } from "./actor";
import { asOwnRequest, type OwnRequest, type OwnRequestRow, requestsOf } from "./own-request";

/** The columns one may sort by, the usual one first. */
export const ownRequestSorts = ["date", "type", "structure", "object", "status", "decidedAt", "reason"] as const;
export type OwnRequestSort = (typeof ownRequestSorts)[number];

/** "Historique de mes demandes", by each of its columns. What one person ever asked for is short enough to sort. */
export async function findOwnRequests(
  ctx: Context,
  actor: Actor,
  { sort, descending, page, pageSize }: { sort: OwnRequestSort; descending: boolean; page: number; pageSize: number },
): Promise<{ total: number; requests: OwnRequest[] }> {
  const direction = descending ? sql`desc` : sql`asc`;
  const { rows } = await ctx.db.execute<{ total: string; requests: OwnRequestRow[] }>(sql`
    with asked as materialized (${requestsOf(actor)}),
    counted as (select count(*) as total, greatest(ceil(count(*) / ${pageSize}::numeric), 1) as pages from asked),
    shown as (
      select request, row_number() over (order by ${orders[sort]} ${direction} nulls last, requested_at desc, id) as place
      from asked order by place
      limit ${pageSize} offset (least(${page}, (select pages from counted)) - 1) * ${pageSize}
    )
    select (select total from counted) as total,
      coalesce((select json_agg(request order by place) from shown), '[]') as requests`);
  return { total: Number(rows[0]?.total), requests: (rows[0]?.requests ?? []).map(asOwnRequest) };
}

const orders: Record<OwnRequestSort, SQL> = {
  date: sql`requested_at`,
  type: sql`request->>'type'`,
  structure: sql`fold(coalesce(request->'structure'->>'designation', request->'structure'->>'identifier'))`,
  object: sql`fold(coalesce(request->>'workspace', request->'departments'->>0, ''))`,
  status: sql`request->>'status'`,
  decidedAt: sql`(request->>'decidedAt')::timestamptz`,
  reason: sql`fold(request->>'reason')`,
};
