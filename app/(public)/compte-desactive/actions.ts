"use server";

import { redirect } from "next/navigation";
import { live } from "@/lib/platform/live";
import { askForReactivation } from "@/lib/recovery/ask-for-reactivation";
import { reactivationInput } from "@/lib/recovery/reactivation-inputs";
import { clientOrigin } from "@/lib/web/client-origin";
import { deliverAfterAnswer } from "@/lib/web/deliver-after-answer";
import { formAction } from "@/lib/web/form-action";
import { routes } from "@/lib/web/routes";
import { requireClosedAccount } from "./closed-account";

export const askBack = formAction(reactivationInput, async (_input, submission) => {
  const { accountId } = await requireClosedAccount();
  const outcome = await askForReactivation(await live(), { accountId, origin: await clientOrigin() });
  switch (outcome.kind) {
    case "link-sent":
    case "queued":
      deliverAfterAnswer();
      return redirect(routes.reactivationAsked());
    case "too-many-mails":
      return redirect(`${routes.reactivationAsked()}?envoi=limite`);
    case "not-deactivated":
      return redirect(routes.signIn());
    case "too-late":
      return redirect(routes.accountDeactivated());
    case "too-many-attempts":
      return submission.refuseAll("M-60");
  }
});
