"use server";

import { redirect } from "next/navigation";
import { assessDraft } from "@/lib/onboarding/assess-draft";
import { checkOrganisation } from "@/lib/onboarding/check-organisation";
import { beginDraft, searchedFor } from "@/lib/onboarding/draft";
import { personInput, personTyped, startInput } from "@/lib/onboarding/inputs";
import { live } from "@/lib/platform/live";
import { clientOrigin } from "@/lib/web/client-origin";
import { formAction, sentencesOf } from "@/lib/web/form-action";
import { requireAnonymous } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { refuseDraft } from "./refuse-draft";
import { keepDraft, readDraft } from "./require-draft";

export const introduceOneself = formAction(personTyped, async (typed, submission) => {
  await requireAnonymous();
  const ctx = await live();
  const person = personInput.safeParse(typed);
  if (!person.success) return submission.refuse(sentencesOf(person.error.issues));

  const draft = { ...((await readDraft()) ?? beginDraft(ctx)), person: typed };
  if ((await keepDraft(draft)).kind === "too-large") return refuseDraft(submission);
  const { step } = await assessDraft(ctx, draft);
  return redirect(routes.signUp(step));
});

export const startSignUp = formAction(startInput, async ({ email, siret }, submission) => {
  await requireAnonymous();
  const ctx = await live();
  const asked = { identifierType: "SIRET", identifier: siret } as const;
  const found = await checkOrganisation(ctx, {
    ...asked,
    proposedCountry: "",
    proposedName: null,
    origin: await clientOrigin(),
  });
  if (found.kind === "too-many-checks") return submission.refuseAll("M-60");
  if (found.kind === "refused") return submission.refuse({ siret: { id: found.message, values: found.values ?? {} } });

  const search = { ...asked, identifier: found.identifier };
  const draft = searchedFor(ctx, beginDraft(ctx, { email }), { search, found });
  if ((await keepDraft(draft)).kind === "too-large") return refuseDraft(submission);
  return redirect(routes.signUp("person"));
});
