import type { z } from "zod";
import type { Context } from "@/lib/platform/context";
import { countUse, throttleKey } from "@/lib/platform/throttle";
import { type CaseOutcome, findCase } from "./find-case";
import type { searchInput } from "./inputs";

/** What was asked in step 2, and from where. */
export interface OrganisationSearch extends z.output<typeof searchInput> {
  origin: string;
}

export type CheckOutcome = CaseOutcome | { kind: "too-many-checks" };

/** "Rechercher": checks the format, then the portal, then the register, at most ten times a minute. */
export async function checkOrganisation(ctx: Context, search: OrganisationSearch): Promise<CheckOutcome> {
  // Outside the Union the portal proposes the identifier, from the country and the name.
  const parsed = parseIdentifier(search.identifierType, typed);
  if (parsed.kind === "refused") return parsed;
  return findCase(ctx, parsed);
}
