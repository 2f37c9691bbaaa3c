import { sql } from "drizzle-orm";
import type { Context } from "@/lib/platform/context";
import type { Permit } from "@/lib/structure/permit";
import { mayAs } from "@/lib/structure/rights";
import { readMandates, type SeenMandate } from "./read-mandates";

/** One mandate that this structure gave or, for its managers, received. Null for any other (SEC-61). */
export async function findMandate(
  ctx: Context,
  permit: Permit<"view-sheet">,
  { mandateId }: { mandateId: string },
): Promise<SeenMandate | null> {
  const { structureId } = permit;
  const manages = mayAs(permit.capacity, "edit-sheet");
  const [mandate] = await readMandates(
    ctx,
    structureId,
    sql`mandate.id = ${mandateId} and (mandate.structure_id = ${structureId}
      or (${manages} and mandate.mandated_structure_id = ${structureId}))`,
  );
  return mandate ?? null;
}
