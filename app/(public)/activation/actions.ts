"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { activationInput } from "@/lib/account/inputs";
import { checkPassword } from "@/lib/account/password";
import { checkAnswer } from "@/lib/account/secret-question";
import { activateAccount } from "@/lib/onboarding/activate-account";
import { eraseRegistration } from "@/lib/onboarding/erase-registration";
import { live } from "@/lib/platform/live";
import { currentBrowser } from "@/lib/web/current-browser";
import { deliverAfterAnswer } from "@/lib/web/deliver-after-answer";
import { formAction, type Sentence } from "@/lib/web/form-action";
import { setDeviceCookie, setLoginCookie } from "@/lib/web/login-cookie";
import { passwordSentence } from "@/lib/web/password-sentence";
import { routes } from "@/lib/web/routes";
import { clearSealed } from "@/lib/web/sealed-cookie";
import { requireActivationLink } from "./require-activation-link";

export const activate = formAction(activationInput, async (input, submission) => {
  const ctx = await live();
  const { secret, registration } = await requireActivationLink();
  const password = await checkPassword(input.password, { ...registration, portalName: ctx.env.PORTAL_NAME });
  const question = ctx.env.SECRET_QUESTION === "on" ? chosenQuestion(input, registration.email) : null;

  const errors: Record<string, Sentence> = { ...question?.errors };
  if (password.kind === "refused") errors.password = await passwordSentence(password);
  if (input.password !== input.confirmation) errors.confirmation = "M-36";
  if (password.kind === "refused" || Object.keys(errors).length > 0) return submission.refuse(errors);

  const outcome = await activateAccount(ctx, {
    linkSecret: secret,
    password: password.password,
    secretQuestion: question?.secretQuestion ?? null,
    browser: await currentBrowser(),
  });
  switch (outcome.kind) {
    case "overloaded":
      return redirect(routes.busy(routes.activation()));
    case "refused-link":
      return redirect(routes.activationRefused());
    case "activated": {
      deliverAfterAnswer();
      const { standing, changed } = outcome.landing;
      await clearSealed("activation-link");
      await setDeviceCookie(outcome.device);
      const attached = standing === "attached";
      const checkedAt = ctx.now().getTime();
      await setLoginCookie({ secret: outcome.secret, checkedAt, attached, manager: attached, administrator: false });
      return redirect(routes.portalHome(changed ?? standing));
    }
  }
});

/** Somebody used this person's address: the request and all it holds are erased. */
export const erase = formAction(z.strictObject({}), async () => {
  const { secret } = await requireActivationLink();
  const outcome = await eraseRegistration(await live(), secret);
  await clearSealed("activation-link");
  return redirect(outcome.kind === "erased" ? routes.registrationErased() : routes.activationRefused());
});

function chosenQuestion(input: z.output<typeof activationInput>, email: string) {
  const { secretQuestion: question, secretAnswer = "", password } = input;
  if (!question) return { errors: { secretQuestion: "M-01" } as Record<string, Sentence> };
  const checked = checkAnswer(secretAnswer, { question, email, password });
  if (checked.kind === "accepted") return { secretQuestion: { question, answer: checked.answer } };
  const sentence = checked.message === "M-06" ? { id: checked.message, values: { max: checked.max } } : checked.message;
  return { errors: { secretAnswer: sentence } as Record<string, Sentence> };
}
