import { sql } from "drizzle-orm";
import { KEPT_FILE, KEPT_HOURS } from "@/lib/invitation/kept-file";
import type { Context } from "@/lib/platform/context";
import { OPERATION_DAYS } from "./operation";

/**
 * Deletes the files that nobody came back to confirm, and the operations whose report is old (SEC-98): both hold names
 * and addresses. As often as one likes; one that somebody is at goes with a later run.
 */
export async function purgeOperations(ctx: Context): Promise<{ purgedFiles: number; purgedOperations: number }> {
  const now = sql`${ctx.now().toISOString()}::timestamptz`;
  const { rows } = await ctx.db.execute<{ files: string; operations: string }>(sql`
    with purged as (
      delete from operations
      where (kind = ${KEPT_FILE} and created_at <= ${now} - make_interval(hours => ${KEPT_HOURS}))
        or (created_at <= ${now} - make_interval(days => ${OPERATION_DAYS})
          and (leased_until is null or leased_until <= ${now}))
      returning kind
    )
    select count(*) filter (where kind = ${KEPT_FILE}) as files,
      count(*) filter (where kind <> ${KEPT_FILE}) as operations
    from purged`);
  return { purgedFiles: Number(rows[0]?.files ?? 0), purgedOperations: Number(rows[0]?.operations ?? 0) };
}
