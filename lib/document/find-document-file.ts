import { and, eq, inArray } from "drizzle-orm";
import { documents } from "@/drizzle/schema/document";
import type { Context } from "@/lib/platform/context";
import { log } from "@/lib/platform/log";
import type { Permit } from "@/lib/structure/permit";
import { typesSeenAs } from "./document";

export type FindDocumentFileOutcome =
  | { kind: "found"; bytes: Uint8Array; mediaType: string; fileName: string }
  | { kind: "not-found" }
  | { kind: "object-missing" }
  | { kind: "storage-unavailable" };

/** The bytes of a document that the reader may see (R-820, SEC-63); another structure's is like none at all (SEC-61). */
export async function findDocumentFile(
  ctx: Context,
  permit: Permit<"view-sheet">,
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
    .where(
      and(
        eq(documents.id, documentId),
        eq(documents.structureId, permit.structureId),
        inArray(documents.type, [...typesSeenAs(permit.capacity)]),
      ),
    );
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
