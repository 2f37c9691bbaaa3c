import { and, eq } from "drizzle-orm";
import { documents } from "@/drizzle/schema/document";
import type { Context } from "@/lib/platform/context";
import { log } from "@/lib/platform/log";
import { type Reader, seenBy } from "./document-owner";

export type FindDocumentFileOutcome =
  | { kind: "found"; bytes: Uint8Array; mediaType: string; fileName: string }
  | { kind: "not-found" }
  | { kind: "object-missing" }
  | { kind: "storage-unavailable" };

/**
 * The bytes of a document that the reader may see (R-820, SEC-63); another structure's or person's is like none at all
 * (SEC-61).
 */
export async function findDocumentFile(
  ctx: Context,
  reader: Reader,
  { documentId }: { documentId: string },
): Promise<FindDocumentFileOutcome> {
  const [row] = await ctx.db
    .select({
      fileName: documents.fileName,
      mediaType: documents.mediaType,
      size: documents.size,
      storageKey: documents.storageKey,
    })
    .from(documents)
    .where(and(eq(documents.id, documentId), seenBy(reader)));
  if (!row) return { kind: "not-found" };
  const { fileName, mediaType, size, storageKey } = row;
  const object = await ctx.storage.get(storageKey);
  if (object.kind === "unavailable") return { kind: "storage-unavailable" };
  if (object.kind === "missing" || object.bytes.length !== size) {
    log("error", "document-object-missing", { documentId, storageKey });
    return { kind: "object-missing" };
  }
  return { kind: "found", bytes: object.bytes, mediaType, fileName };
}
