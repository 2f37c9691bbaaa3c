import type { sector, structureStatus } from "@/drizzle/schema/structure";
import type { AttachmentStatus } from "@/lib/attachment/actor";
import type { Role } from "@/lib/structure/rights";

/* The states of the portal as the compatibility API names them: the codes of the specification. */

export const sectorCodes = { public: "PUBLIQUE", private: "PRIVEE" } as const satisfies Record<
  (typeof sector.enumValues)[number],
  string
>;

export const statusCodes = { active: "ACTIF", inactive: "INACTIF" } as const satisfies Record<
  (typeof structureStatus.enumValues)[number],
  string
>;

/** What somebody is for a structure. */
export const roleCodes = {
  "primary-manager": "GESTIONNAIRE_PRINCIPAL",
  "secondary-manager": "GESTIONNAIRE_SECONDAIRE",
  member: "UTILISATEUR_SIMPLE",
} as const satisfies Record<Role, string>;

/** Where an attachment stands. */
export const attachmentCodes = {
  pending: "DEMANDE",
  approved: "VALIDE",
  refused: "REFUSE",
  cancelled: "ANNULE",
  suspended: "DESACTIVE",
  ended: "SUPPRIME",
} as const satisfies Record<AttachmentStatus, string>;

/** A department is active while today is inside its dates. */
export function activityCode(isActive: boolean): "ACTIF" | "INACTIF" {
  return isActive ? "ACTIF" : "INACTIF";
}
