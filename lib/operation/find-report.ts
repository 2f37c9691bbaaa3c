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

/** Every row of an operation, for the report to keep, and what kind of operation it is. */
export interface Report {
  kind: string;
  rows: ReportRow[];
}

/** The whole report of one's own operation; null for anybody else's. */
export async function findReport(ctx: Context, actor: Actor, operationId: string): Promise<Report | null> {
  const { rows } = await ctx.db.execute<{ kind: string; rows: ReportRow[] | null }>(sql`
    select operation.kind, (
      select json_agg(json_build_object(
        'position', row.position, 'label', row.label, 'status', row.status, 'outcome', row.outcome
      ) order by row.position)
      from operation_rows row where row.operation_id = operation.id
    ) as rows
    from operations operation
    where operation.id = ${operationId} and operation.account_id = ${actor.accountId}`);
  const [report] = rows;
  return report?.rows ? { kind: report.kind, rows: report.rows } : null;
}
