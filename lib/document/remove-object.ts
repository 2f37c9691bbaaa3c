import { eq } from "drizzle-orm";
import { objectsToRemove } from "@/drizzle/schema/document";
import type { Context } from "@/lib/platform/context";

/**
 * Takes a file that is written down as due out of the object storage (SEC-98), outside of every transaction and as often
 * as one likes. `kept`: the storage is down, a later try follows; `not-due`: gone already, or a document has it.
 */
export async function removeObject(ctx: Context, key: string): Promise<{ kind: "removed" | "kept" | "not-due" }> {
  const line = eq(objectsToRemove.key, key);
  // Who keeps the file strikes it off together with the document's row. A commit on its way is waited for by this lock.
  const due = await ctx.db.select().from(objectsToRemove).where(line).for("update");
  if (due.length === 0) return { kind: "not-due" };
  const outcome = await ctx.storage.remove(key);
  if (outcome.kind === "unavailable") {
    // Behind all others: some that cannot be removed keep nobody else's.
    await ctx.db.update(objectsToRemove).set({ dueAt: ctx.now() }).where(line);
    return { kind: "kept" };
  }
  await ctx.db.delete(objectsToRemove).where(line);
  return { kind: "removed" };
}
