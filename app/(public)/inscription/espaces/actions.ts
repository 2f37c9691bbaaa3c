"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { assessDraft } from "@/lib/onboarding/assess-draft";
import { workspacesInput, workspacesTyped } from "@/lib/onboarding/inputs";
import { live } from "@/lib/platform/live";
import { formAction, sentencesOf } from "@/lib/web/form-action";
import { routes } from "@/lib/web/routes";
import { refuseDraft } from "../refuse-draft";
import { keepDraft, requireDraft } from "../require-draft";

const workspacesForm = workspacesTyped.extend({ intent: z.enum(["next", "back"]) });

export const chooseWorkspaces = formAction(workspacesForm, async ({ intent, ...workspaces }, submission) => {
  const { draft, assessment } = await requireDraft("workspaces");
  const { offered, outcome } = assessment;
  if (!offered || !outcome) return redirect(routes.signUp(assessment.step));
  const next = { ...draft, workspaces };
  if (intent === "back") {
    return (await keepDraft(next)).kind === "sealed"
      ? redirect(routes.signUp("organisation"))
      : refuseDraft(submission);
  }
  const scheme = outcome.kind !== "refused" && outcome.identifierType !== "SIRET";
  const choice = workspacesInput({ offered, scheme }).safeParse(workspaces);
  if (!choice.success) return submission.refuse(sentencesOf(choice.error.issues));
  if ((await keepDraft(next)).kind === "too-large") return refuseDraft(submission);
  return redirect(routes.signUp((await assessDraft(await live(), next)).step));
});
