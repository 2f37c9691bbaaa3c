import type { Permit } from "@/lib/structure/permit";
import type { TestContext } from "./context";
import { aManagerOf, aPermitOf, aStructure, type Structure } from "./people";

/** A structure with a manager, and what he may do there with its sheet. */
export interface Sheet {
  structure: Structure;
  edit: Permit<"edit-sheet">;
  view: Permit<"view-sheet">;
}

/** A managed structure. */
export async function aSheet(ctx: TestContext): Promise<Sheet> {
  const structure = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, structure);
  return {
    structure,
    edit: await aPermitOf(ctx, account, { structure, right: "edit-sheet" }),
    view: await aPermitOf(ctx, account, { structure, right: "view-sheet" }),
  };
}
