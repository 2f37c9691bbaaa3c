import { addHours } from "date-fns";
import { eq } from "drizzle-orm";
import { structures } from "@/drizzle/schema/structure";
import type { Context } from "@/lib/platform/context";

/** How long the means of payment stay as they are once support named a primary manager (SEC-68). */
export const TAKE_OVER_HOURS = 72;

/**
 * Until when bank details may not be touched, because support has just named who manages the structure; null: they may.
 * Whoever was wronged has that long to say so (SEC-68).
 */
export async function findTakeOverWait(ctx: Context, structureId: string): Promise<Date | null> {
  const [structure] = await ctx.db
    .select({ takenOverAt: structures.takenOverAt })
    .from(structures)
    .where(eq(structures.id, structureId));
  if (!structure?.takenOverAt) return null;
  const until = addHours(structure.takenOverAt, TAKE_OVER_HOURS);
  return until > ctx.now() ? until : null;
}
