import { routes } from "@/lib/web/routes";

/** Where a structure's documents, or one's own, stand on the portal. */
export interface Shelf {
  /** Null: one's own. */
  structureId: string | null;
  list: string;
  add: string;
  document: (documentId: string) => string;
}

/** The documents of a structure. */
export function shelfOf(structureId: string): Shelf {
  return {
    structureId,
    list: routes.documents(structureId),
    add: routes.addDocument(structureId),
    document: (documentId) => routes.document(structureId, documentId),
  };
}

/** One's own documents. */
export const ownShelf: Shelf = {
  structureId: null,
  list: routes.ownDocuments(),
  add: routes.addOwnDocument(),
  document: routes.ownDocument,
};
