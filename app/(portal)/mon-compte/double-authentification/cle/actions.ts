"use server";

import { redirect } from "next/navigation";
import { addPasskey } from "@/lib/account/add-passkey";
import { addPasskeyInput, beginFactorInput } from "@/lib/account/second-factor-inputs";
import { live } from "@/lib/platform/live";
import { deliverAfterAnswer } from "@/lib/web/deliver-after-answer";
import { formAction } from "@/lib/web/form-action";
import { requireAccountToEnrol } from "@/lib/web/guards";
import { passwordAgain } from "@/lib/web/password-again";
import { routes } from "@/lib/web/routes";
import { addedFactor } from "../added-factor";
import { onTheWay, onwardFrom } from "../onward";

export const giveThePassword = formAction(beginFactorInput, async ({ password, returnTo }, submission) => {
  const again = await passwordAgain(await requireAccountToEnrol(), password, submission);
  if (again.kind === "refused") return again.state;
  return redirect(onTheWay(routes.passkeyEnrolment(), onwardFrom(returnTo)));
});

export const add = formAction(addPasskeyInput, async ({ label, creation, password, returnTo }, submission) => {
  const holder = await requireAccountToEnrol();
  const again = await passwordAgain(holder, password, submission);
  if (again.kind === "refused") return again.state;
  const outcome = await addPasskey(await live(), { holder, proof: again.proof, label, creation });
  switch (outcome.kind) {
    case "added":
      deliverAfterAnswer();
      return redirect(await addedFactor(holder, outcome.codes, onwardFrom(returnTo)));
    case "not-accepted":
      return submission.refuseAll("M-40-passkey");
    case "too-many-passkeys":
      return submission.refuseAll("M-57-passkeys");
    case "overloaded":
      return submission.refuseAll("M-60-busy");
  }
});
