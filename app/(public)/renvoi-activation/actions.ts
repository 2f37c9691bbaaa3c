"use server";

import { emailInput } from "@/lib/account/inputs";
import { resendActivation } from "@/lib/onboarding/resend-activation";
import { live } from "@/lib/platform/live";
import { clientOrigin } from "@/lib/web/client-origin";
import { deliverAfterAnswer } from "@/lib/web/deliver-after-answer";
import { formAction } from "@/lib/web/form-action";
import { requireHuman } from "@/lib/web/guards";

export const resend = formAction(emailInput, async ({ email }, submission) => {
  const check = await requireHuman(submission, "resend-activation");
  if (check.kind === "refused") return submission.refuseAll("M-18");
  if (check.kind === "unavailable") return submission.refuseAll("M-61");
  const outcome = await resendActivation(await live(), { email, origin: await clientOrigin() });
  if (outcome.kind === "too-many-attempts") return submission.refuseAll("M-60");
  deliverAfterAnswer();
  return submission.accept("M-34");
});
