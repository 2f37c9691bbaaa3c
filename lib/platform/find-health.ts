import { sql } from "drizzle-orm";
import type { Context } from "./context";
import { describeError, log } from "./log";

/** Whether the database answers. */
export async function findHealth(ctx: Context): Promise<{ kind: "healthy" } | { kind: "database-down" }> {
  try {
    await ctx.db.execute(sql`select 1`);
    return { kind: "healthy" };
  } catch (error) {
    log("error", "database-down", describeError(error));
    return { kind: "database-down" };
  }
}
