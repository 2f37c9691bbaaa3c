import type { Permit } from "@/lib/structure/permit";
import { requirePermit } from "@/lib/web/guards";
import { type OwnSheet, requireSheet } from "../require-sheet";

/** The sheet of a structure for somebody who may invite to it; for anyone else the page does not exist (R-005, R-1202). */
export async function requireInviting(
  structureId: string,
): Promise<{ sheet: OwnSheet; permit: Permit<"manage-members"> }> {
  return { sheet: await requireSheet(structureId), permit: await requirePermit(structureId, "manage-members") };
}
