"use server";

import { redirect } from "next/navigation";
import { removeFactor } from "@/lib/account/remove-factor";
import { renewRecoveryCodes } from "@/lib/account/renew-recovery-codes";
import { removeFactorInput, renewRecoveryCodesInput } from "@/lib/account/second-factor-inputs";
import { live } from "@/lib/platform/live";
import { deliverAfterAnswer } from "@/lib/web/deliver-after-answer";
import { formAction } from "@/lib/web/form-action";
import { requireAccountToEnrol } from "@/lib/web/guards";
import { passwordAgain } from "@/lib/web/password-again";
import { routes } from "@/lib/web/routes";
import { showRecoveryCodes } from "./show-recovery-codes";

export const remove = formAction(removeFactorInput, async ({ factor, passkeyId = "", password }, submission) => {
  const holder = await requireAccountToEnrol();
  const again = await passwordAgain(holder, password, submission);
  if (again.kind === "refused") return again.state;
  const which = factor === "totp" ? { factor } : { factor, passkeyId };
  // No passkey is named: nobody's.
  if (factor === "passkey" && passkeyId === "") return redirect(routes.secondFactor());
  const outcome = await removeFactor(await live(), { holder, proof: again.proof, ...which });
  switch (outcome.kind) {
    case "removed":
      deliverAfterAnswer();
      return redirect(`${routes.secondFactor()}?fait=${outcome.protectedStill ? "retrait" : "fin"}`);
    case "mandatory":
      return submission.refuseAll("M-57-factor");
    case "not-found":
      return redirect(routes.secondFactor());
  }
});

export const renew = formAction(renewRecoveryCodesInput, async ({ password }, submission) => {
  const holder = await requireAccountToEnrol();
  const again = await passwordAgain(holder, password, submission);
  if (again.kind === "refused") return again.state;
  const outcome = await renewRecoveryCodes(await live(), { holder, proof: again.proof });
  switch (outcome.kind) {
    case "renewed":
      deliverAfterAnswer();
      return redirect(await showRecoveryCodes(holder, outcome.codes, null));
    case "no-factor":
      return redirect(routes.secondFactor());
    case "overloaded":
      return submission.refuseAll("M-60-busy");
  }
});
