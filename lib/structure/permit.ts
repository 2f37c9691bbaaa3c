import type { Language } from "@/lib/i18n/language";
import type { Capacity, Right } from "./rights";

declare const provenByTheDatabase: unique symbol;

/**
 * The proof that a person holds one right over one structure, as the database said for this very request.
 * Only `permitFor` makes one. A command that changes something takes the permit of exactly its right, and holds it
 * (`holdPermit`) in its transaction: what was true when the page was shown may not be any more (SEC-67).
 */
export interface Permit<R extends Right = Right> {
  readonly [provenByTheDatabase]: true;
  readonly right: R;
  readonly structureId: string;
  /** By which role, or as support. */
  readonly capacity: Capacity;
  /** Who holds it. */
  readonly holder: {
    accountId: string;
    sessionId: string;
    givenName: string;
    familyName: string;
    language: Language;
  };
}
