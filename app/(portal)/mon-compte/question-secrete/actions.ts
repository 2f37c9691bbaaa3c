"use server";

import { notFound, redirect } from "next/navigation";
import { changeSecretQuestion } from "@/lib/account/change-secret-question";
import { changeSecretQuestionInput } from "@/lib/account/profile-inputs";
import { checkAnswer } from "@/lib/account/secret-question";
import { live } from "@/lib/platform/live";
import { formAction } from "@/lib/web/form-action";
import { requireAccount } from "@/lib/web/guards";
import { passwordAgain } from "@/lib/web/password-again";
import { routes } from "@/lib/web/routes";

/** "Modifier la réponse à la question secrète"; where the question is switched off it does not exist (SEC-71). */
export const changeOwnQuestion = formAction(changeSecretQuestionInput, async (input, submission) => {
  const actor = await requireAccount();
  const ctx = await live();
  if (ctx.env.SECRET_QUESTION === "off") notFound();
  const { secretQuestion: question, secretAnswer, password } = input;
  const checked = checkAnswer(secretAnswer, { question, email: actor.email, password });
  if (checked.kind === "refused") {
    const { message } = checked;
    return submission.refuse({
      secretAnswer: message === "M-06" ? { id: message, values: { max: checked.max } } : message,
    });
  }
  const again = await passwordAgain(actor, password, submission);
  if (again.kind === "refused") return again.state;
  const outcome = await changeSecretQuestion(ctx, again.proof, { question, answer: checked.answer });
  switch (outcome.kind) {
    case "changed":
      return redirect(`${routes.security()}?fait=question`);
    case "not-active":
      return redirect(routes.signIn());
    case "overloaded":
      return submission.refuseAll("M-60-busy");
  }
});
