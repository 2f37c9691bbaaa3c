"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { assessDraft } from "@/lib/onboarding/assess-draft";
import { checkOrganisation } from "@/lib/onboarding/check-organisation";
import { describeOrganisation } from "@/lib/onboarding/describe-organisation";
import { searchedFor, typedBeforeGoingBack } from "@/lib/onboarding/draft";
import { detailsTyped, searchInput, searchTyped } from "@/lib/onboarding/inputs";
import { caseKinds } from "@/lib/onboarding/organisation-case";
import { live } from "@/lib/platform/live";
import { clientOrigin } from "@/lib/web/client-origin";
import { formAction, sentencesOf } from "@/lib/web/form-action";
import { routes } from "@/lib/web/routes";
import { refuseDraft } from "../refuse-draft";
import { keepDraft, requireDraft } from "../require-draft";

const searchForm = searchTyped.extend({ intent: z.enum(["search", "back"]) });
/** `shown`: the case whose fields were on the screen; it decides nothing, it is only compared. */
const detailsForm = detailsTyped.extend({ intent: z.enum(["next", "back", "change"]), shown: z.enum(caseKinds) });
const confirmationForm = z.strictObject({ intent: z.enum(["confirm", "cancel"]) });

export const search = formAction(searchForm, async ({ intent, ...typed }, submission) => {
  const { draft } = await requireDraft("organisation");
  if (intent === "back") {
    if ((await keepDraft(typedBeforeGoingBack(draft, typed))).kind === "too-large") return refuseDraft(submission);
    return redirect(routes.signUp("person"));
  }
  const asked = searchInput.safeParse(typed);
  if (!asked.success) return submission.refuse(sentencesOf(asked.error.issues));
  const ctx = await live();
  const outcome = await checkOrganisation(ctx, { ...asked.data, origin: await clientOrigin() });
  switch (outcome.kind) {
    case "too-many-checks":
      return submission.refuseAll("M-60");
    case "refused":
      return submission.refuse({ identifier: { id: outcome.message, values: outcome.values ?? {} } });
    case "create-from-registry":
    case "create-typed":
    case "join":
    case "unattached": {
      const search = { ...typed, identifier: outcome.identifier };
      const next = searchedFor(ctx, draft, { search, found: outcome });
      if ((await keepDraft(next)).kind === "too-large") return refuseDraft(submission);
      return redirect(routes.signUp("organisation"));
    }
  }
});

export const describe = formAction(detailsForm, async ({ intent, shown, ...details }, submission) => {
  const { draft, assessment } = await requireDraft("organisation");
  const { outcome: found } = assessment;
  if (!found || found.kind === "refused") return redirect(routes.signUp("organisation"));
  const typed = { ...draft, details, shownCase: found.kind };
  const keep = async (next: typeof draft) => (await keepDraft(next)).kind === "sealed";

  if (intent === "back") {
    return (await keep(typed)) ? redirect(routes.signUp("person")) : refuseDraft(submission);
  }
  if (intent === "change") {
    const kept = await keep({ ...typed, organisationStage: "search" });
    return kept ? redirect(routes.signUp("organisation")) : refuseDraft(submission);
  }
  if (shown !== found.kind) {
    // Somebody opened the structure, or the register came back, while the fields were typed: the new case is shown first.
    const kept = await keep({ ...typed, organisationStage: "details" });
    return kept ? redirect(routes.signUp("organisation")) : refuseDraft(submission);
  }
  const description = describeOrganisation(found, details);
  if (description.kind === "incomplete") return submission.refuse(sentencesOf(description.issues));
  const next = { ...typed, organisationStage: found.kind === "unattached" ? "confirmation" : "accepted" } as const;
  if (!(await keep(next))) return refuseDraft(submission);
  return redirect(routes.signUp((await assessDraft(await live(), next)).step));
});

export const confirmAlone = formAction(confirmationForm, async ({ intent }, submission) => {
  const { draft } = await requireDraft("organisation");
  if (draft.organisationStage !== "confirmation") return redirect(routes.signUp("organisation"));
  const next = { ...draft, organisationStage: intent === "confirm" ? "accepted" : "details" } as const;
  if ((await keepDraft(next)).kind === "too-large") return refuseDraft(submission);
  return redirect(routes.signUp((await assessDraft(await live(), next)).step));
});
