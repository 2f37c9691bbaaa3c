import { sql } from "drizzle-orm";
import type { Context } from "@/lib/platform/context";
import type { Permit } from "@/lib/structure/permit";
import { mayAs } from "@/lib/structure/rights";
import { readMandates, type SeenMandate } from "./read-mandates";

/** The two tables of "Mandats". */
interface MandateTables {
  /** Of this structure to others. */
  given: SeenMandate[];
  /** Of others to this structure: for its managers. */
  received: SeenMandate[];
}

/** The mandates that this structure gave, and for its managers those it received, newest first. */
export async function findMandates(ctx: Context, permit: Permit<"view-sheet">): Promise<MandateTables> {
  const { structureId } = permit;
  const mandates = await readMandates(
    ctx,
    structureId,
    mayAs(permit.capacity, "edit-sheet")
      ? sql`mandate.structure_id = ${structureId} or mandate.mandated_structure_id = ${structureId}`
      : sql`mandate.structure_id = ${structureId}`,
  );
  return {
    given: mandates.filter(({ isGiven }) => isGiven),
    received: mandates.filter(({ isGiven }) => !isGiven),
  };
}
