"use server";

import { redirect } from "next/navigation";
import { confirmTotp } from "@/lib/account/confirm-totp";
import { beginFactorInput, confirmTotpInput } from "@/lib/account/second-factor-inputs";
import { startTotp } from "@/lib/account/start-totp";
import { live } from "@/lib/platform/live";
import { deliverAfterAnswer } from "@/lib/web/deliver-after-answer";
import { formAction } from "@/lib/web/form-action";
import { requireAccountToEnrol } from "@/lib/web/guards";
import { passwordAgain } from "@/lib/web/password-again";
import { routes } from "@/lib/web/routes";
import { addedFactor } from "../added-factor";
import { onTheWay, onwardFrom } from "../onward";

export const start = formAction(beginFactorInput, async ({ password, returnTo }, submission) => {
  const holder = await requireAccountToEnrol();
  const again = await passwordAgain(holder, password, submission);
  if (again.kind === "refused") return again.state;
  const outcome = await startTotp(await live(), { holder, proof: again.proof });
  switch (outcome.kind) {
    case "started":
      return redirect(onTheWay(routes.totpEnrolment(), onwardFrom(returnTo)));
    case "already-set-up":
      return redirect(routes.secondFactor());
  }
});

export const confirm = formAction(confirmTotpInput, async ({ oneTimeCode: code, password, returnTo }, submission) => {
  const holder = await requireAccountToEnrol();
  const again = await passwordAgain(holder, password, submission);
  if (again.kind === "refused") return again.state;
  const typed = code.replaceAll(/\s/g, "");
  const outcome = await confirmTotp(await live(), { holder, proof: again.proof, code: typed });
  const onward = onwardFrom(returnTo);
  switch (outcome.kind) {
    case "added":
      deliverAfterAnswer();
      return redirect(await addedFactor(holder, outcome.codes, onward));
    case "wrong-code":
      return submission.refuse({ oneTimeCode: "M-40-factor" });
    case "not-started":
      return redirect(onTheWay(routes.totpEnrolment(), onward));
    case "overloaded":
      return submission.refuseAll("M-60-busy");
  }
});
