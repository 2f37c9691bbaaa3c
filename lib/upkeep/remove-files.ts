import { lte } from "drizzle-orm";
import { objectsToRemove } from "@/drizzle/schema/document";
import { removeObject } from "@/lib/document/remove-object";
import type { Context } from "@/lib/platform/context";
import { PartlyDone } from "./job";

/** Of one run; what is left comes with the next one. */
const MOST = 200;

/**
 * Takes files out of the object storage that are due to leave it: of erased accounts, of removed documents where
 * the storage was down, of uploads that nobody ended (SEC-98). One that cannot be removed comes last the next time.
 */
export async function removeFiles(ctx: Context): Promise<number> {
  const due = await ctx.db
    .select({ key: objectsToRemove.key })
    .from(objectsToRemove)
    .where(lte(objectsToRemove.dueAt, ctx.now()))
    .orderBy(objectsToRemove.dueAt, objectsToRemove.key)
    .limit(MOST);
  let removed = 0;
  let kept = 0;
  for (const { key } of due) {
    const { kind } = await removeObject(ctx, key);
    if (kind === "removed") removed++;
    if (kind === "kept") kept++;
  }
  if (kept > 0) throw new PartlyDone(removed);
  return removed;
}

/** How many such files the next run would take. */
export async function countFilesToRemove(ctx: Context): Promise<number> {
  return Math.min(await ctx.db.$count(objectsToRemove, lte(objectsToRemove.dueAt, ctx.now())), MOST);
}
