"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { composeRecap } from "@/lib/onboarding/compose-recap";
import { RECAP_LIFETIME_SECONDS } from "@/lib/onboarding/recap";
import { signUp } from "@/lib/onboarding/sign-up";
import { live } from "@/lib/platform/live";
import { clientOrigin } from "@/lib/web/client-origin";
import { currentLanguage } from "@/lib/web/current-language";
import { deliverAfterAnswer } from "@/lib/web/deliver-after-answer";
import { formAction } from "@/lib/web/form-action";
import { requireHuman } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { clearSealed, writeSealed } from "@/lib/web/sealed-cookie";
import { requireDraft } from "../require-draft";

export const createAccount = formAction(z.strictObject({}), async (_, submission) => {
  const { draft, assessment } = await requireDraft("verification");
  const { ready } = assessment;
  if (!ready) return redirect(routes.signUp(assessment.step));

  const check = await requireHuman(submission, "sign-up");
  if (check.kind === "refused") return submission.refuseAll("M-18", { humanCheckNeeded: true });
  if (check.kind === "unavailable") return submission.refuseAll("M-61", { humanCheckNeeded: true });

  const ctx = await live();
  const { person, organisation } = ready;
  const application = {
    draftId: draft.id,
    person,
    organisation,
    language: await currentLanguage(),
    origin: await clientOrigin(),
  };
  const outcome = await signUp(ctx, application);
  switch (outcome.kind) {
    case "too-many-attempts":
      return submission.refuseAll("M-60", { humanCheckNeeded: true });
    case "received": {
      await writeSealed("recap", await composeRecap(ctx, ready, outcome.activateUntil), RECAP_LIFETIME_SECONDS);
      await clearSealed("draft");
      deliverAfterAnswer();
      return redirect(routes.signUp("recap"));
    }
  }
});
