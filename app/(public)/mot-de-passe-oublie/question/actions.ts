"use server";

import { redirect } from "next/navigation";
import { live } from "@/lib/platform/live";
import { answerSecretQuestion } from "@/lib/recovery/answer-secret-question";
import { secretAnswerInput } from "@/lib/recovery/inputs";
import { clientOrigin } from "@/lib/web/client-origin";
import { deliverAfterAnswer } from "@/lib/web/deliver-after-answer";
import { formAction } from "@/lib/web/form-action";
import { routes } from "@/lib/web/routes";
import { keepLostPassword, requireQuestionStep } from "../lost-password";

export const answerQuestion = formAction(secretAnswerInput, async ({ secretAnswer: answer }, submission) => {
  const email = await requireQuestionStep();
  const outcome = await answerSecretQuestion(await live(), { email, answer, origin: await clientOrigin() });
  switch (outcome.kind) {
    case "wrong":
      return submission.refuse({ secretAnswer: "M-45b" });
    case "too-many-attempts":
      return submission.refuseAll("M-60");
    case "overloaded":
      return redirect(routes.busy(routes.forgottenPassword("question")));
    case "right":
      deliverAfterAnswer();
      await keepLostPassword({ email, reached: "sent" });
      return redirect(routes.forgottenPassword("sent"));
  }
});
