import type { IdentifierType } from "@/lib/structure/identifier";

/** A mandate is in force until it is revoked (ACTIF, REVOQUE, R-821). */
export type MandateStatus = "active" | "revoked";

/** The declaration that is ticked now; an older mandate keeps the version that was signed. */
export const DECLARATION_VERSION = "2026-11";

/** How long a mandate may be called. */
export const MAX_LABEL = 100;

/** How a mandate names the other structure: of a private individual nothing but the type is told. */
export interface OtherStructure {
  identifierType: IdentifierType;
  /** Masked for a private individual. */
  identifier: string;
  /** Its legal name, as a contract says it. Null: a private individual. */
  designation: string | null;
}

/** A mandate as its page and the tables show it. */
export interface Mandate {
  mandateId: string;
  label: string;
  other: OtherStructure;
  /** Null: the account was erased. */
  signatory: string | null;
  signedAt: Date;
  declarationVersion: string;
  revokedAt: Date | null;
  revokedBy: string | null;
  status: MandateStatus;
}
