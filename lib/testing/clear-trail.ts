import { sql } from "drizzle-orm";
import type { Context } from "@/lib/platform/context";

/** Empties the trail of a test, so that it holds only what comes next. */
export async function clearTrail(ctx: Context): Promise<void> {
  await ctx.db.execute(sql`truncate audit_events, audit_personal_values`);
}
