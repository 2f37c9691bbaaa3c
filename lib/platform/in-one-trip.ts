import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { Context } from "./context";

/** Runs writes that do not read each other in one round trip: all of them, or none. */
export async function inOneTrip(ctx: Context, writes: (SQL | SQLWrapper)[]): Promise<void> {
  const steps = writes.map((write, step) => sql`${sql.identifier(`step_${step}`)} as (${write.getSQL()})`);
  await ctx.db.execute(sql`with ${sql.join(steps, sql`, `)} select 1`);
}
