import { addHours } from "date-fns";
import { eq, sql } from "drizzle-orm";
import { documents, objectsToRemove } from "@/drizzle/schema/document";
import { noteAct } from "@/lib/attachment/note-act";
import { type Context, inTransaction } from "@/lib/platform/context";
import { type DocumentType, MAX_DOCUMENTS, type MediaType } from "./document";
import { holdOwner, type Keeper, keptBy, ownerOf } from "./document-owner";
import { plainFileName } from "./file-name";
import type { InspectionOutcome } from "./inspect-file";
import { removeObject } from "./remove-object";
import { scan } from "./scan";

/** An upload ends long before: what is still without its row by then was left by a process that died. */
const UPLOAD_HOURS = 1;

/** A file, and what its sender says about it. */
export interface NewDocument {
  type: DocumentType;
  label: string;
  /** As the browser told it. */
  fileName: string;
  bytes: Uint8Array;
}

export type AddDocumentOutcome =
  | { kind: "added"; documentId: string }
  | { kind: "refused"; reason: Exclude<InspectionOutcome["kind"], "sound"> }
  | { kind: "too-many" }
  | { kind: "storage-unavailable" }
  | { kind: "not-permitted" };

/**
 * Keeps a file for a structure or for oneself: the object first, then its row, so that no row lacks its
 * object. It is written down as due to be removed before it is sent, and struck off with its row: whatever fails in
 * between, nothing is left behind and nothing that is kept is removed (SEC-98).
 */
export async function addDocument(ctx: Context, keeper: Keeper, file: NewDocument): Promise<AddDocumentOutcome> {
  const verdict = await scan(file);
  if (verdict.kind !== "sound") return { kind: "refused", reason: verdict.kind };

  const documentId = ctx.id();
  // A name of its own, which says nothing of its content and cannot be guessed from an address (SEC-93).
  const storageKey = `documents/${ctx.id()}`;
  await ctx.db.insert(objectsToRemove).values({ key: storageKey, dueAt: addHours(ctx.now(), UPLOAD_HOURS) });
  const stored = await ctx.storage.put(storageKey, file.bytes, verdict.mediaType);
  if (stored.kind === "unavailable") return { kind: "storage-unavailable" };
  let kept = false;
  try {
    const outcome = await write(ctx, keeper, { ...file, documentId, storageKey, mediaType: verdict.mediaType });
    kept = outcome.kind === "added";
    return outcome;
  } finally {
    if (!kept) await removeObject(ctx, storageKey);
  }
}

function write(
  ctx: Context,
  keeper: Keeper,
  file: NewDocument & { documentId: string; storageKey: string; mediaType: MediaType },
): Promise<AddDocumentOutcome> {
  const { actorId, ...owner } = ownerOf(keeper);
  const { documentId, type, label, storageKey, mediaType } = file;
  return inTransaction(ctx, async (tx) => {
    if (!(await holdOwner(tx, keeper))) return { kind: "not-permitted" };
    const [counted] = await tx.db.select({ count: sql<string>`count(*)` }).from(documents).where(keptBy(keeper));
    if (Number(counted?.count) >= MAX_DOCUMENTS) return { kind: "too-many" };
    const struckOff = await tx.db.delete(objectsToRemove).where(eq(objectsToRemove.key, storageKey)).returning();
    if (struckOff.length === 0) return { kind: "storage-unavailable" };
    const size = file.bytes.length;
    await tx.db.insert(documents).values({
      id: documentId,
      ...owner,
      type,
      label,
      fileName: plainFileName(file.fileName, mediaType),
      mediaType,
      size,
      storageKey,
      addedBy: actorId,
      addedAt: tx.now(),
    });
    const facts = { structureId: owner.structureId, type, mediaType, size };
    await noteAct(tx, { audit: [{ kind: "document-added", actorId, targetId: documentId, facts }] });
    return { kind: "added", documentId };
  });
}
