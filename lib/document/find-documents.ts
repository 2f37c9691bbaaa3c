import { desc } from "drizzle-orm";
import { documents } from "@/drizzle/schema/document";
import type { Context } from "@/lib/platform/context";
import { type DocumentType, extensionOf } from "./document";
import { type Reader, seenBy } from "./document-owner";

/** A line of "Pièces jointes". */
export interface DocumentLine {
  documentId: string;
  type: DocumentType;
  label: string;
  fileName: string;
  extension: string;
  size: number;
}

/** The documents of a structure that the reader may see, or his own: newest first, at most twenty (R-820, R-607, SEC-63). */
export async function findDocuments(ctx: Context, reader: Reader): Promise<DocumentLine[]> {
  const rows = await ctx.db
    .select({
      documentId: documents.id,
      type: documents.type,
      label: documents.label,
      fileName: documents.fileName,
      size: documents.size,
    })
    .from(documents)
    .where(seenBy(reader))
    .orderBy(desc(documents.addedAt), documents.id);
  return rows.map((row) => ({ ...row, extension: extensionOf(row.fileName) }));
}
