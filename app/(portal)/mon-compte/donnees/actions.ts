"use server";

import { redirect } from "next/navigation";
import { departureInput } from "@/lib/departure/inputs";
import { requestErasure } from "@/lib/departure/request-erasure";
import { live } from "@/lib/platform/live";
import { formAction } from "@/lib/web/form-action";
import { requireAccount } from "@/lib/web/guards";
import { passwordAgain } from "@/lib/web/password-again";
import { routes } from "@/lib/web/routes";
import { signOff } from "../desactivation/sign-off";

export const askForErasure = formAction(departureInput, async ({ password }, submission) => {
  const actor = await requireAccount();
  const again = await passwordAgain(actor, password, submission);
  if (again.kind === "refused") return again.state;
  const outcome = await requestErasure(await live(), actor, { proof: again.proof });
  switch (outcome.kind) {
    case "requested":
      return signOff({ accountId: actor.accountId, done: "suppression" });
    case "must-hand-over":
      return redirect(`${routes.ownData()}?action=supprimer`);
    case "not-active":
      return redirect(routes.accountDeactivated());
  }
});
