import { type SQL, sql } from "drizzle-orm";
import { LEASE_SECONDS, RESUMED_SECONDS } from "./operation";

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

/** The columns of a `Progress`, of an `operation` with its `rowsCounted`. */
export function progressOf(moment: Date): SQL {
  const now = sql`${moment.toISOString()}::timestamptz`;
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

/** What has become of the rows of an `operation`. */
export const rowsCounted = sql`
  cross join lateral (
    select count(*) filter (where status = 'done') as done, count(*) filter (where status = 'failed') as failed
    from operation_rows where operation_id = operation.id
  ) count`;

/** Counts come as text from some drivers. */
export function countsOf({ total, done, failed }: Progress): Pick<Progress, "total" | "done" | "failed"> {
  return { total: Number(total), done: Number(done), failed: Number(failed) };
}
