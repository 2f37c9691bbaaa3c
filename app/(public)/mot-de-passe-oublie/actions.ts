"use server";

import { redirect } from "next/navigation";
import { emailInput } from "@/lib/account/inputs";
import { live } from "@/lib/platform/live";
import { requestPasswordReset } from "@/lib/recovery/request-password-reset";
import { clientOrigin } from "@/lib/web/client-origin";
import { deliverAfterAnswer } from "@/lib/web/deliver-after-answer";
import { formAction } from "@/lib/web/form-action";
import { requireHuman } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { keepLostPassword } from "./lost-password";

export const askForReset = formAction(emailInput, async ({ email }, submission) => {
  const check = await requireHuman(submission, "lost-password");
  if (check.kind === "refused") return submission.refuseAll("M-18");
  if (check.kind === "unavailable") return submission.refuseAll("M-61");
  const outcome = await requestPasswordReset(await live(), { email, origin: await clientOrigin() });
  switch (outcome.kind) {
    case "too-many-attempts":
      return submission.refuseAll("M-60");
    case "asks-question":
      deliverAfterAnswer();
      await keepLostPassword({ email, reached: "question" });
      return redirect(routes.forgottenPassword("question"));
    case "answered":
      deliverAfterAnswer();
      await keepLostPassword({ email, reached: "sent" });
      return redirect(routes.forgottenPassword("sent"));
  }
});
