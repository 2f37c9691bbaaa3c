import { type SQL, sql } from "drizzle-orm";
import type { Actor } from "@/lib/attachment/actor";
import type { Context } from "@/lib/platform/context";
import type { ReportRow } from "./find-report";
import { countsOf, type Progress, progressOf, rowsCounted } from "./progress";

/** An operation as its page shows it. */
export interface OperationReport extends Progress {
  kind: string;
  returnPath: string;
  createdAt: Date;
  overAt: Date | null;
  rows: ReportRow[];
  /** How many rows the table has in all, with this filter. */
  rowCount: number;
}

/** Which rows, in which order. */
export interface OperationSearch {
  operationId: string;
  failedOnly: boolean;
  sort: "position" | "label" | "status";
  descending: boolean;
  page: number;
  pageSize: number;
}

/** One's own operation with one page of its rows, in one statement; null for anybody else's (R-1202). */
export async function findOperation(
  ctx: Context,
  actor: Actor,
  { operationId, failedOnly, sort, descending, page, pageSize }: OperationSearch,
): Promise<OperationReport | null> {
  const direction = descending ? sql`desc` : sql`asc`;
  const { rows } = await ctx.db.execute<
    Omit<OperationReport, "createdAt" | "overAt"> & { createdAt: string | Date; overAt: string | Date | null }
  >(sql`
    select ${progressOf(ctx.now())}, operation.kind, operation.return_path as "returnPath",
      operation.created_at as "createdAt", coalesce(operation.finished_at, operation.cancelled_at) as "overAt",
      case when ${failedOnly} then count.failed else operation.total end as "rowCount",
      coalesce((
        select json_agg(json_build_object(
          'position', line.position, 'label', line.label, 'status', line.status, 'outcome', line.outcome
        ) order by line.place)
        from (
          select row.*, row_number() over (order by ${columns[sort]} ${direction}, row.position) as place
          from operation_rows row
          where row.operation_id = operation.id ${failedOnly ? sql`and row.status = 'failed'` : sql``}
          order by place limit ${pageSize} offset ${(page - 1) * pageSize}
        ) line
      ), '[]') as rows
    from operations operation ${rowsCounted}
    where operation.id = ${operationId} and operation.account_id = ${actor.accountId}`);
  const row = rows[0];
  if (!row) return null;
  return {
    ...row,
    ...countsOf(row),
    rowCount: Number(row.rowCount),
    createdAt: new Date(row.createdAt),
    overAt: row.overAt === null ? null : new Date(row.overAt),
  };
}

const columns: Record<OperationSearch["sort"], SQL> = {
  position: sql`row.position`,
  label: sql`fold(row.label)`,
  status: sql`row.status`,
};
