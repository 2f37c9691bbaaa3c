import { sql } from "drizzle-orm";
import type { Context } from "@/lib/platform/context";
import type { Actor } from "./actor";
import { asOwnRequest, type OwnRequest, type OwnRequestRow, requestsOf } from "./own-request";

/** "Historique de mes demandes", newest first. */
export async function findOwnRequests(
  ctx: Context,
  actor: Actor,
  { page, pageSize }: { page: number; pageSize: number },
): Promise<{ total: number; requests: OwnRequest[] }> {
  const { rows } = await ctx.db.execute<{ total: string; requests: OwnRequestRow[] }>(sql`
    with asked as materialized (${requestsOf(actor)}),
    counted as (select count(*) as total, greatest(ceil(count(*) / ${pageSize}::numeric), 1) as pages from asked),
    shown as (
      select request, requested_at, id from asked order by requested_at desc, id
      limit ${pageSize} offset (least(${page}, (select pages from counted)) - 1) * ${pageSize}
    )
    select (select total from counted) as total,
      coalesce((select json_agg(request order by requested_at desc, id) from shown), '[]') as requests`);
  return { total: Number(rows[0]?.total), requests: (rows[0]?.requests ?? []).map(asOwnRequest) };
}
