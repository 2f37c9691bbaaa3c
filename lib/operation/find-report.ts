import { sql } from "drizzle-orm";
import type { operationRowStatus } from "@/drizzle/schema/operation";
import type { Actor } from "@/lib/attachment/actor";
import type { Context } from "@/lib/platform/context";

/** One row of the report. `outcome` is a key of `operations.outcomes`, unless another release wrote it. */
export interface ReportRow {
  position: number;
  label: string;
  status: (typeof operationRowStatus.enumValues)[number];
  outcome: string | null;
}

/** Every row of one's own operation, for the report to keep; null for anybody else's. */
export async function findReport(ctx: Context, actor: Actor, operationId: string): Promise<ReportRow[] | null> {
  const { rows } = await ctx.db.execute<{ rows: ReportRow[] }>(sql`
    select (
      select json_agg(json_build_object(
        'position', row.position, 'label', row.label, 'status', row.status, 'outcome', row.outcome
      ) order by row.position)
      from operation_rows row where row.operation_id = operation.id
    ) as rows
    from operations operation
    where operation.id = ${operationId} and operation.account_id = ${actor.accountId}`);
  return rows[0]?.rows ?? null;
}
