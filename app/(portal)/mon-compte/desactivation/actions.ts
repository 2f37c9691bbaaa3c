"use server";

import { redirect } from "next/navigation";
import { deactivateOwnAccount } from "@/lib/departure/deactivate-own-account";
import { departureInput } from "@/lib/departure/inputs";
import { live } from "@/lib/platform/live";
import { formAction } from "@/lib/web/form-action";
import { requireAccount } from "@/lib/web/guards";
import { passwordAgain } from "@/lib/web/password-again";
import { routes } from "@/lib/web/routes";
import { signOff } from "./sign-off";

export const deactivate = formAction(departureInput, async ({ password }, submission) => {
  const actor = await requireAccount();
  const again = await passwordAgain(actor, password, submission);
  if (again.kind === "refused") return again.state;
  const outcome = await deactivateOwnAccount(await live(), actor, { proof: again.proof });
  switch (outcome.kind) {
    case "deactivated":
      return signOff({ accountId: actor.accountId, done: "desactivation" });
    case "must-hand-over":
      // A colleague came since the page was drawn: drawn anew, it names the structure (M-52).
      return redirect(routes.deactivateAccount());
    case "not-active":
      return redirect(routes.accountDeactivated());
  }
});
