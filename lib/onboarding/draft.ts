import { addMinutes } from "date-fns";
import { z } from "zod";
import type { Context } from "@/lib/platform/context";
import { detailsTyped, personTyped, searchTyped, workspacesTyped } from "./inputs";
import { caseKinds, type OrganisationCase } from "./organisation-case";

/** How long a form in progress is kept (section 6). */
export const DRAFT_LIFETIME_SECONDS = 2 * 60 * 60;
const MINUTES_UNTIL_ASKED_AGAIN = 5;

/**
 * What was typed so far (brouillon), kept sealed on the visitor's side: nothing is stored before the end of step 4.
 * It is judged anew at every step (SEC-30), so it holds no verdict and no id but its own.
 */
export const draftSchema = z.strictObject({
  /** Unique in the database: a second submit of the same draft registers nobody. */
  id: z.uuid(),
  person: personTyped,
  search: searchTyped,
  /** What the page of step 2 shows: the search, the fields of its case, or the question of case D. */
  organisationStage: z.enum(["search", "details", "confirmation", "accepted"]),
  /** The case whose fields were shown last; another one by now must be shown and accepted again. */
  shownCase: z.enum(caseKinds).nullable(),
  /** When the register was last found down for this organisation: it is not waited for again at every page. */
  registerDownAt: z.iso.datetime().nullable(),
  /** Null: its fields were never sent, so they are still prefilled. */
  details: detailsTyped.nullable(),
  /** Null: step 3 was not passed yet. */
  workspaces: workspacesTyped.nullable(),
});
export type Draft = z.output<typeof draftSchema>;

/** A draft with nothing in it, but what the home page may have asked for (R-306, C-04). */
export function beginDraft(ctx: Context, person: Draft["person"] = {}): Draft {
  return {
    id: ctx.id(),
    person,
    search: {},
    organisationStage: "search",
    shownCase: null,
    registerDownAt: null,
    details: null,
    workspaces: null,
  };
}

/** The draft with another organisation to describe: what was typed about a registered one does not describe it. */
export function searchedFor(
  ctx: Context,
  draft: Draft,
  { search, found }: { search: Draft["search"]; found: OrganisationCase },
): Draft {
  const same = search.identifierType === draft.search.identifierType && search.identifier === draft.search.identifier;
  const byHand = found.kind !== "create-from-registry" && draft.shownCase !== "create-from-registry";
  const down = found.kind === "create-typed" && found.because === "register-down";
  return {
    ...draft,
    search,
    organisationStage: "details",
    shownCase: found.kind,
    registerDownAt: down ? ctx.now().toISOString() : null,
    details: same || byHand ? draft.details : null,
  };
}

/**
 * The draft with what stood in the search form when its reader went back: typed and not searched. Another organisation
 * than the one that was found is searched before the portal tells anything of it: only searches are counted.
 */
export function typedBeforeGoingBack(draft: Draft, search: Draft["search"]): Draft {
  if (search.identifierType === draft.search.identifierType && search.identifier === draft.search.identifier) {
    return { ...draft, search };
  }
  return {
    ...draft,
    search,
    organisationStage: "search",
    shownCase: null,
    registerDownAt: null,
    details: draft.shownCase === "create-from-registry" ? null : draft.details,
  };
}

/** Whether the register was found down so recently that asking again would only make the person wait. */
export function registerIsDown(ctx: Context, { registerDownAt }: Draft): boolean {
  return registerDownAt !== null && addMinutes(registerDownAt, MINUTES_UNTIL_ASKED_AGAIN) > ctx.now();
}
