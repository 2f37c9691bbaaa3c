import { and, eq } from "drizzle-orm";
import { documents } from "@/drizzle/schema/document";
import { noteAct } from "@/lib/attachment/note-act";
import { type Context, inTransaction } from "@/lib/platform/context";
import { holdPermit } from "@/lib/structure/hold-permit";
import type { Permit } from "@/lib/structure/permit";

export type RemoveDocumentOutcome = { kind: "removed" } | { kind: "not-found" } | { kind: "not-permitted" };

/** Takes a document away: its row first, so that nobody is led to an object that is gone. */
export async function removeDocument(
  ctx: Context,
  permit: Permit<"edit-sheet">,
  { documentId }: { documentId: string },
): Promise<RemoveDocumentOutcome> {
  const { structureId, holder } = permit;
  const removed = await inTransaction(ctx, async (tx) => {
    if (!(await holdPermit(tx, permit))) return { kind: "not-permitted" } as const;
    const [row] = await tx.db
      .delete(documents)
      .where(and(eq(documents.id, documentId), eq(documents.structureId, structureId)))
      .returning({ type: documents.type, storageKey: documents.storageKey });
    if (!row) return { kind: "not-found" } as const;
    const facts = { structureId, type: row.type };
    await noteAct(tx, {
      audit: [{ kind: "document-removed", actorId: holder.accountId, targetId: documentId, facts }],
    });
    return { kind: "removed", storageKey: row.storageKey } as const;
  });
  if (removed.kind !== "removed") return removed;
  // A storage that is down logs the key it kept: for the person the document is gone.
  await ctx.storage.remove(removed.storageKey);
  return { kind: "removed" };
}
