import { setTimeout } from "node:timers/promises";
import { sql } from "drizzle-orm";
import type { Context } from "@/lib/platform/context";

/** Until some transaction of this test's database waits for another one. */
export async function untilOneWaits(ctx: Context): Promise<void> {
  const isWaiting = sql`
    select from pg_locks join pg_stat_activity using (pid) where not granted and datname = current_database()`;
  while ((await ctx.db.execute(isWaiting)).rows.length === 0) await setTimeout(5);
}
