import { type SQL, sql } from "drizzle-orm";
import type { operationRowStatus } from "@/drizzle/schema/operation";
import type { Actor } from "@/lib/attachment/actor";
import type { Context } from "@/lib/platform/context";
import { LEASE_SECONDS, RESUMED_SECONDS } from "./operation";

export type RowStatus = (typeof operationRowStatus.enumValues)[number];

/** How far one's own operation has come (R-907, R-1404). */
export interface Progress {
  total: number;
  done: number;
  failed: number;
  /**
   * `stalled`: whoever was at it, or was to begin it, is gone; a visit takes it up. `interrupted`: the same, but so late
   * that its person is asked first.
   */
  state: "running" | "stalled" | "interrupted" | "finished" | "cancelled";
}

/** One row of the report. `outcome` is a key of `operations.outcomes`, unless another release wrote it. */
export interface ReportRow {
  position: number;
  label: string;
  status: RowStatus;
  outcome: string | null;
}

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
    select ${progress(ctx)}, operation.kind, operation.return_path as "returnPath",
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
    from operations operation ${counted}
    where operation.id = ${operationId} and operation.account_id = ${actor.accountId}`);
  const row = rows[0];
  if (!row) return null;
  return {
    ...row,
    ...numbers(row),
    rowCount: Number(row.rowCount),
    createdAt: new Date(row.createdAt),
    overAt: row.overAt === null ? null : new Date(row.overAt),
  };
}

/** How far one's own operation has come, for whoever looks at it again and again; null for anybody else's. */
export async function findProgress(ctx: Context, actor: Actor, operationId: string): Promise<Progress | null> {
  const { rows } = await ctx.db.execute<{ [Key in keyof Progress]: Progress[Key] }>(sql`
    select ${progress(ctx)} from operations operation ${counted}
    where operation.id = ${operationId} and operation.account_id = ${actor.accountId}`);
  return rows[0] ? { ...rows[0], ...numbers(rows[0]) } : null;
}

/** Every row of one's own operation, for the report to keep (R-907); null for anybody else's. */
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

function progress(ctx: Context): SQL {
  const now = sql`${ctx.now().toISOString()}::timestamptz`;
  return sql`operation.total, count.done, count.failed,
    case
      when operation.finished_at is not null then 'finished'
      when operation.cancelled_at is not null then 'cancelled'
      when coalesce(operation.leased_until, operation.created_at + make_interval(secs => ${LEASE_SECONDS}))
        > ${now} then 'running'
      when operation.created_at + make_interval(secs => ${RESUMED_SECONDS}) > ${now} then 'stalled'
      else 'interrupted'
    end as state`;
}

const counted = sql`
  cross join lateral (
    select count(*) filter (where status = 'done') as done, count(*) filter (where status = 'failed') as failed
    from operation_rows where operation_id = operation.id
  ) count`;

/** Counts come as text from some drivers. */
function numbers({ total, done, failed }: Progress): Pick<Progress, "total" | "done" | "failed"> {
  return { total: Number(total), done: Number(done), failed: Number(failed) };
}

const columns: Record<OperationSearch["sort"], SQL> = {
  position: sql`row.position`,
  label: sql`fold(row.label)`,
  status: sql`row.status`,
};
