import type { IdentifierType } from "@/lib/structure/identifier";

/** Everything that S-16 and its export say (R-1005, R-1006). */
export interface ShownSecret {
  madeBy: "creation" | "reset";
  password: string;
  login: string;
  /** When the password ends. */
  expiresAt: Date;
  structure: { identifierType: IdentifierType; identifier: string; designation: string };
  /** Where the primary manager is told of it. */
  contactEmail: string;
  /** Until when the old password is good for too; null: it is dead already, or there was none (R-1007). */
  oldUntil: Date | null;
  /** Until when it can be exported. */
  exportUntil: Date;
}
