import type { Context } from "@/lib/platform/context";
import { parseIdentifier } from "@/lib/structure/identifier";
import { offeredTo, type WorkspaceCode } from "@/lib/workspace/workspace";
import { composeOrganisation } from "./compose-organisation";
import { type Description, type Details, describeOrganisation } from "./describe-organisation";
import { type Draft, registerIsDown } from "./draft";
import { type CaseOutcome, findCase } from "./find-case";
import { type Person, personInput, searchInput, type WorkspaceChoice, workspacesInput } from "./inputs";
import { createsStructure, type OrganisationCase, sectorOf } from "./organisation-case";
import type { OrganisationPart } from "./registration";

/** The steps of the wizard, in their order (S-02). */
export const steps = ["person", "organisation", "workspaces", "verification"] as const;
export type Step = (typeof steps)[number];

/** What a draft is worth by the rules of today (SEC-30): each part is null until it holds. */
export interface Assessment {
  /** The first step left to do; nobody gets past it. */
  step: Step;
  person: Person | null;
  /** Where the identifier leads now, or why nowhere; null while none was searched. */
  outcome: CaseOutcome | null;
  /** What step 3 offers; null when it is skipped, or not reached. */
  offered: WorkspaceCode[] | null;
  /** Everything step 4 sums up and sends. */
  ready: Ready | null;
}

/** A draft with nothing left to do. */
export interface Ready {
  person: Person;
  found: OrganisationCase;
  /** Null in case B. */
  details: Details | null;
  choice: WorkspaceChoice | null;
  organisation: OrganisationPart;
}

/** Judges the whole draft again, at every step, from what was typed and what is known now (SEC-30). */
export async function assessDraft(ctx: Context, draft: Draft): Promise<Assessment> {
  const person = personInput.safeParse(draft.person).data ?? null;
  const outcome = await outcomeOf(ctx, draft);
  const found = outcome && outcome.kind !== "refused" ? outcome : null;
  const said = found && acceptedDescription(draft, found);

  const offered =
    found && said?.details?.purposes.paymentRequests && createsStructure(found) ? offeredTo(sectorOf(found)) : null;
  const choice = offered && found ? choiceOf(draft, found, offered) : null;

  const organisationLeft = !found || !said;
  const workspacesLeft = offered !== null && choice === null;
  if (!person) return { step: "person", person, outcome, offered, ready: null };
  if (organisationLeft) return { step: "organisation", person, outcome, offered, ready: null };
  if (workspacesLeft) return { step: "workspaces", person, outcome, offered, ready: null };
  const { details } = said;
  const organisation = composeOrganisation(found, details, choice);
  return { step: "verification", person, outcome, offered, ready: { person, found, details, choice, organisation } };
}

async function outcomeOf(ctx: Context, draft: Draft): Promise<CaseOutcome | null> {
  if (draft.organisationStage === "search") return null;
  const search = searchInput.safeParse(draft.search);
  if (!search.success) return null;
  const parsed = parseIdentifier(search.data.identifierType, search.data.identifier);
  return parsed.kind === "refused" ? parsed : findCase(ctx, parsed, { registerIsDown: registerIsDown(ctx, draft) });
}

/** What was said holds only for the case it was said of: a structure opened meanwhile is shown first. */
function acceptedDescription(
  draft: Draft,
  found: OrganisationCase,
): Extract<Description, { kind: "described" }> | null {
  if (draft.organisationStage !== "accepted" || draft.shownCase !== found.kind) return null;
  const description = describeOrganisation(found, draft.details ?? {});
  return description.kind === "described" ? description : null;
}

function choiceOf(draft: Draft, found: OrganisationCase, offered: WorkspaceCode[]): WorkspaceChoice | null {
  if (!draft.workspaces) return null;
  return (
    workspacesInput({ offered, scheme: found.identifierType !== "SIRET" }).safeParse(draft.workspaces).data ?? null
  );
}
