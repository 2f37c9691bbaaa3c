import { and, desc, eq, inArray } from "drizzle-orm";
import { documents } from "@/drizzle/schema/document";
import type { Context } from "@/lib/platform/context";
import type { Permit } from "@/lib/structure/permit";
import { type DocumentType, extensionOf, typesSeenAs } from "./document";

/** A line of "Pièces jointes". */
export interface DocumentLine {
  documentId: string;
  type: DocumentType;
  label: string;
  fileName: string;
  extension: string;
  size: number;
}

/** The structure's documents that the reader may see, newest first: at most twenty, so all of them (R-820, SEC-63). */
export async function listDocuments(ctx: Context, permit: Permit<"view-sheet">): Promise<DocumentLine[]> {
  const rows = await ctx.db
    .select({
      documentId: documents.id,
      type: documents.type,
      label: documents.label,
      fileName: documents.fileName,
      size: documents.size,
    })
    .from(documents)
    .where(
      and(eq(documents.structureId, permit.structureId), inArray(documents.type, [...typesSeenAs(permit.capacity)])),
    )
    .orderBy(desc(documents.addedAt), documents.id);
  return rows.map((row) => ({ ...row, extension: extensionOf(row.fileName) }));
}
