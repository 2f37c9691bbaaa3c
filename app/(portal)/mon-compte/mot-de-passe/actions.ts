"use server";

import { redirect } from "next/navigation";
import { changePassword } from "@/lib/account/change-password";
import { checkPassword } from "@/lib/account/password";
import { changePasswordInput } from "@/lib/account/profile-inputs";
import { live } from "@/lib/platform/live";
import { deliverAfterAnswer } from "@/lib/web/deliver-after-answer";
import { formAction, type Sentence } from "@/lib/web/form-action";
import { requireAccount } from "@/lib/web/guards";
import { readDeviceCookie } from "@/lib/web/login-cookie";
import { passwordAgain } from "@/lib/web/password-again";
import { passwordSentence } from "@/lib/web/password-sentence";
import { routes } from "@/lib/web/routes";

/** "Gestion du mot de passe": the rules that need no hash are told first, and cost no try of the old password. */
export const changeOwnPassword = formAction(changePasswordInput, async (input, submission) => {
  const actor = await requireAccount();
  const ctx = await live();
  const checked = await checkPassword(input.newPassword, { ...actor, portalName: ctx.env.PORTAL_NAME });
  const errors: Record<string, Sentence> = {};
  if (checked.kind === "refused") errors.newPassword = await passwordSentence(checked);
  if (input.newPassword !== input.confirmation) errors.confirmation = "M-36";
  if (checked.kind === "refused" || Object.keys(errors).length > 0) return submission.refuse(errors);

  const again = await passwordAgain(actor, input.password, submission);
  if (again.kind === "refused") return again.state;
  const outcome = await changePassword(ctx, again.proof, {
    password: checked.password,
    devices: await readDeviceCookie(),
  });
  switch (outcome.kind) {
    case "changed":
      deliverAfterAnswer();
      return redirect(`${routes.security()}?fait=mot-de-passe`);
    case "same-password":
      return submission.refuse({
        newPassword: await passwordSentence({ message: "M-35", rules: ["differentFromCurrent"] }),
      });
    case "changed-meanwhile":
      return submission.refuse({ password: "M-40-current" });
    case "overloaded":
      return submission.refuseAll("M-60-busy");
  }
});
