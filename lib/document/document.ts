import type { documentType } from "@/drizzle/schema/document";
import { type Capacity, mayAs } from "@/lib/structure/rights";

/** What a document is about. */
export type DocumentType = (typeof documentType.enumValues)[number];

/** The types in the order of their list, written out so that a browser need not load the schema. */
export const documentTypes = ["bank-details", "other"] as const satisfies readonly DocumentType[];

/** The limits of R-820. */
export const MAX_DOCUMENT_BYTES = 5 * 1024 * 1024;
export const MAX_DOCUMENTS = 20;
export const MAX_LABEL = 100;

/** What may be added, and how the names of such files end. */
export const extensionsOf = {
  "application/pdf": ["pdf"],
  "image/png": ["png"],
  "image/jpeg": ["jpg", "jpeg"],
} as const satisfies Record<string, readonly [string, ...string[]]>;

/** The type of a file, as its content says. */
export type MediaType = keyof typeof extensionsOf;

/** Where a person's browser looks for files to add. */
export const acceptedFiles = Object.entries(extensionsOf)
  .flatMap(([mediaType, extensions]) => [mediaType, ...extensions.map((extension) => `.${extension}`)])
  .join(",");

/** The column "Extension": what stands behind the last point. */
export function extensionOf(fileName: string): string {
  return /\.([^.]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? "";
}

/** Documents about bank details are for those who manage the structure (SEC-63). */
export function typesSeenAs(capacity: Capacity): readonly DocumentType[] {
  return mayAs(capacity, "edit-sheet") ? documentTypes : ["other"];
}
