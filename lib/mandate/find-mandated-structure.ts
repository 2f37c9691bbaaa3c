import type { Context } from "@/lib/platform/context";
import { countUse } from "@/lib/platform/throttle";
import { findStructure } from "@/lib/structure/find-structure";
import type { IdentifierType } from "@/lib/structure/identifier";
import type { Permit } from "@/lib/structure/permit";

export type FindMandatedStructureOutcome =
  /** Designation and town only; of a private individual nothing. */
  | { kind: "found"; mandatedStructureId: string; designation: string | null; city: string | null }
  | { kind: "unknown" }
  | { kind: "inactive" }
  | { kind: "itself" }
  | { kind: "too-often" };

const SEARCHES = 60;
const WINDOW_SECONDS = 60 * 60;

/** The structure that shall invoice for this one, by its exact identifier. */
export async function findMandatedStructure(
  ctx: Context,
  permit: Permit<"edit-sheet">,
  wanted: { identifierType: IdentifierType; identifier: string },
): Promise<FindMandatedStructureOutcome> {
  const key = `find-mandated-structure:${permit.holder.accountId}`;
  const use = await countUse(ctx, [{ key, limit: SEARCHES, window: WINDOW_SECONDS }]);
  if (use.kind === "closed") return { kind: "too-often" };
  const structure = await findStructure(ctx, wanted);
  if (!structure) return { kind: "unknown" };
  if (structure.id === permit.structureId) return { kind: "itself" };
  if (structure.status !== "active") return { kind: "inactive" };
  const isIndividual = structure.identifierType === "PARTICULIER";
  return {
    kind: "found",
    mandatedStructureId: structure.id,
    designation: isIndividual ? null : structure.legalName,
    city: isIndividual ? null : structure.city,
  };
}
