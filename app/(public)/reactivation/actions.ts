"use server";

import { redirect } from "next/navigation";
import { confirmReactivation } from "@/lib/recovery/confirm-reactivation";
import { reactivationInput } from "@/lib/recovery/reactivation-inputs";
import { deliverAfterAnswer } from "@/lib/web/deliver-after-answer";
import { formAction } from "@/lib/web/form-action";
import { requestContext } from "@/lib/web/request-context";
import { routes } from "@/lib/web/routes";
import { clearSealed } from "@/lib/web/sealed-cookie";
import { requireReactivationLink } from "./require-reactivation-link";

export const reactivate = formAction(reactivationInput, async (_input, submission) => {
  const secret = await requireReactivationLink();
  const outcome = await confirmReactivation(await requestContext(), secret);
  if (outcome.kind === "refused-link") return submission.refuseAll("M-44");
  await clearSealed("reactivation-link");
  // S-08 has nothing more to say about it.
  await clearSealed("disabled-account");
  deliverAfterAnswer();
  return redirect(routes.reactivated());
});
