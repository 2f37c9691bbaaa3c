import { redirect } from "next/navigation";
import { type Assessment, assessDraft, type Step, steps } from "@/lib/onboarding/assess-draft";
import { DRAFT_LIFETIME_SECONDS, type Draft, draftSchema } from "@/lib/onboarding/draft";
import { recapSchema } from "@/lib/onboarding/recap";
import { live } from "@/lib/platform/live";
import { requireAnonymous } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { readSealed, writeSealed } from "@/lib/web/sealed-cookie";

/** The draft of this browser, judged whole; whoever skipped a step is led back to it (SEC-30). */
export async function requireDraft(step: Step): Promise<{ draft: Draft; assessment: Assessment }> {
  await requireAnonymous();
  const draft = await readDraft();
  // Sent twice: the first send used the draft up, and its answer is S-03 again.
  if (!draft) redirect(routes.signUp((await readSealed("recap", recapSchema)) ? "recap" : "person"));
  const assessment = await assessDraft(await live(), draft);
  if (steps.indexOf(step) > steps.indexOf(assessment.step)) redirect(routes.signUp(assessment.step));
  return { draft, assessment };
}

/** What was typed so far, or null. */
export function readDraft(): Promise<Draft | null> {
  return readSealed("draft", draftSchema);
}

/** Keeps what was typed for two hours; `too-large` when it does not fit in the cookies a browser keeps. */
export function keepDraft(draft: Draft) {
  return writeSealed("draft", draft, DRAFT_LIFETIME_SECONDS);
}
