"use server";

import { redirect } from "next/navigation";
import { assessDraft } from "@/lib/onboarding/assess-draft";
import { beginDraft } from "@/lib/onboarding/draft";
import { personInput, personTyped } from "@/lib/onboarding/inputs";
import { live } from "@/lib/platform/live";
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
