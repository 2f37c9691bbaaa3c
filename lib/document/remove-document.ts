import { and, eq } from "drizzle-orm";
import { documents, objectsToRemove } from "@/drizzle/schema/document";
import { noteAct } from "@/lib/attachment/note-act";
import { type Context, inTransaction } from "@/lib/platform/context";
import { holdOwner, type Keeper, keptBy, ownerOf } from "./document-owner";
import { removeObject } from "./remove-object";

export type RemoveDocumentOutcome = { kind: "removed" } | { kind: "not-found" } | { kind: "not-permitted" };

/** Takes a document away: its row first, so that nobody is led to an object that is gone. */
export async function removeDocument(
  ctx: Context,
  keeper: Keeper,
  { documentId }: { documentId: string },
): Promise<RemoveDocumentOutcome> {
  const { structureId, actorId } = ownerOf(keeper);
  const removed = await inTransaction(ctx, async (tx) => {
    if (!(await holdOwner(tx, keeper))) return { kind: "not-permitted" } as const;
    const [row] = await tx.db
      .delete(documents)
      .where(and(eq(documents.id, documentId), keptBy(keeper)))
      .returning({ type: documents.type, storageKey: documents.storageKey });
    if (!row) return { kind: "not-found" } as const;
    await tx.db.insert(objectsToRemove).values({ key: row.storageKey, dueAt: tx.now() });
    const facts = { structureId, type: row.type };
    await noteAct(tx, { audit: [{ kind: "document-removed", actorId, targetId: documentId, facts }] });
    return { kind: "removed", storageKey: row.storageKey } as const;
  });
  if (removed.kind !== "removed") return removed;
  // What a storage that is down keeps goes another day: for the person the document is gone.
  await removeObject(ctx, removed.storageKey);
  return { kind: "removed" };
}
