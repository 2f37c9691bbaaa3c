import type { z } from "zod";
import type { Context } from "@/lib/platform/context";
import { type Budget, countUse, throttleKey } from "@/lib/platform/throttle";
import { type ParsedIdentifier, parseIdentifier } from "@/lib/structure/identifier";
import { proposeNonEuIdentifier } from "@/lib/structure/non-eu-identifier";
import { type CaseOutcome, findCase } from "./find-case";
import type { searchInput } from "./inputs";

/** What was asked in step 2, and from where. */
export interface OrganisationSearch extends z.output<typeof searchInput> {
  origin: string;
}

export type CheckOutcome = CaseOutcome | { kind: "too-many-checks" };

/** "Rechercher": the format, then the portal, then the register, at most ten times a minute. */
export async function checkOrganisation(ctx: Context, search: OrganisationSearch): Promise<CheckOutcome> {
  const parsed = identifierOf(search);
  if (parsed.kind === "refused") return parsed;
  const use = await countUse(ctx, [budgetOf(search.origin)]);
  if (use.kind === "closed") return { kind: "too-many-checks" };
  return findCase(ctx, parsed);
}

/** What was typed; outside the Union, the portal proposes an identifier where none was. */
function identifierOf({
  identifierType,
  identifier,
  proposedCountry,
  proposedName,
}: OrganisationSearch): ParsedIdentifier {
  const proposes = identifierType === "HORS_UE" && identifier.trim() === "" && proposedCountry && proposedName;
  return parseIdentifier(identifierType, proposes ? proposeNonEuIdentifier(proposedCountry, proposedName) : identifier);
}

function budgetOf(origin: string): Budget {
  // The origin nobody can tell is shared by all: a larger budget, never a free one (SEC-10).
  return { key: throttleKey("organisation-check", origin), limit: origin === "unknown" ? 500 : 10, window: 60 };
}
