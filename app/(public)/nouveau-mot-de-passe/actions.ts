"use server";

import { redirect } from "next/navigation";
import { checkPassword } from "@/lib/account/password";
import { live } from "@/lib/platform/live";
import { chooseNewPassword } from "@/lib/recovery/choose-new-password";
import { newPasswordInput } from "@/lib/recovery/inputs";
import { clientOrigin } from "@/lib/web/client-origin";
import { deliverAfterAnswer } from "@/lib/web/deliver-after-answer";
import { formAction, type Sentence } from "@/lib/web/form-action";
import { passwordSentence } from "@/lib/web/password-sentence";
import { routes } from "@/lib/web/routes";
import { clearSealed } from "@/lib/web/sealed-cookie";
import { requirePasswordLink } from "./require-password-link";

export const choosePassword = formAction(newPasswordInput, async (input, submission) => {
  const ctx = await live();
  const { secret, reset } = await requirePasswordLink();
  const password = await checkPassword(input.newPassword, { ...reset, portalName: ctx.env.PORTAL_NAME });

  const errors: Record<string, Sentence> = {};
  if (password.kind === "refused") errors.newPassword = await passwordSentence(password);
  if (input.newPassword !== input.confirmation) errors.confirmation = "M-36";
  if (password.kind === "refused" || Object.keys(errors).length > 0) return submission.refuse(errors);

  const outcome = await chooseNewPassword(ctx, {
    linkSecret: secret,
    password: password.password,
    origin: await clientOrigin(),
  });
  switch (outcome.kind) {
    case "overloaded":
      return redirect(routes.busy(routes.newPassword()));
    case "refused-link":
      return redirect(routes.newPasswordRefused());
    case "same-password":
      return submission.refuse({
        newPassword: await passwordSentence({ message: "M-35", rules: ["differentFromCurrent"] }),
      });
    case "changed":
      deliverAfterAnswer();
      await clearSealed("password-link");
      await clearSealed("lost-password");
      return redirect(routes.passwordChanged());
  }
});
