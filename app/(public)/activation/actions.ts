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
import { formAction } from "@/lib/web/form-action";
import { setDeviceCookie, setLoginCookie } from "@/lib/web/login-cookie";
import { routes } from "@/lib/web/routes";
import { clearSealed } from "@/lib/web/sealed-cookie";
import { requireActivationLink } from "./require-activation-link";

export const activate = formAction(activationInput, async (input, submission) => {
  const ctx = await live();
  const { secret, registration } = await requireActivationLink();
  const checked = checkPassword(input.password, { ...registration, portalName: ctx.env.PORTAL_NAME });
});

export const erase = formAction(z.strictObject({}), async () => {
  const { secret } = await requireActivationLink();
  const outcome = await eraseRegistration(await live(), secret);
  await clearSealed("activation-link");
  return redirect(outcome.kind === "erased" ? routes.registrationErased() : routes.activationRefused());
});
