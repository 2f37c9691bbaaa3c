import { toOpen } from "@/lib/workspace/workspace";
import type { Details } from "./describe-organisation";
import type { WorkspaceChoice } from "./inputs";
import { type OrganisationCase, sectorOf } from "./organisation-case";
import type { OrganisationPart } from "./registration";

/** What the activation will carry out, from the case, what was said of it and the choices of step 3. */
export function composeOrganisation(
  found: OrganisationCase,
  details: Details | null,
  choice: WorkspaceChoice | null,
): OrganisationPart {
  const { identifierType, identifier } = found;
  if (found.kind === "join") return { kind: "join", identifierType, identifier };
  if (found.kind === "unattached" || !details) return { kind: "none", identifierType, identifier };

  const { purposes, ...described } = details;
  const registered = found.kind === "create-from-registry" ? found : null;
  const sector = sectorOf(found);
  return {
    kind: "create",
    identifierType,
    identifier,
    ...described,
    addressDisclosed: registered?.establishment.diffusible ?? identifierType !== "PARTICULIER",
    publicBody: sector === "public",
    registryCheckedAt: registered?.checkedAt.toISOString() ?? null,
    workspaces: toOpen(sector, purposes, choice?.workspaces ?? []),
    providerCategory: choice?.providerCategory ?? null,
    employmentScheme: choice?.employmentScheme ?? null,
  };
}
