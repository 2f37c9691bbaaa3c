import { and, eq } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import { documents } from "@/drizzle/schema/document";
import type { Context } from "@/lib/platform/context";

/** How many files one call takes: the rest wait for the next one. */
const AT_ONCE = 200;

/**
 * Takes the files of erased accounts out of the object storage, then their rows. Outside of every transaction, and
 * as often as one likes: what a storage that is down keeps is taken up again by the next call.
 */
export async function removeErasedDocuments(ctx: Context): Promise<{ removed: number; kept: number }> {
  const left = await ctx.db
    .select({ id: documents.id, storageKey: documents.storageKey })
    .from(documents)
    .innerJoin(accounts, and(eq(accounts.id, documents.accountId), eq(accounts.status, "erased")))
    .orderBy(documents.addedAt, documents.id)
    .limit(AT_ONCE);
  let removed = 0;
  for (const { id, storageKey } of left) {
    const outcome = await ctx.storage.remove(storageKey);
    if (outcome.kind === "unavailable") continue;
    await ctx.db.delete(documents).where(eq(documents.id, id));
    removed += 1;
  }
  return { removed, kept: left.length - removed };
}
