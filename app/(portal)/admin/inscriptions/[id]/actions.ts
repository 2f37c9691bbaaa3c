"use server";

import { redirect } from "next/navigation";
import { registrationActInput } from "@/lib/administration/inputs";
import { resendActivationFor } from "@/lib/administration/resend-activation-for";
import { live } from "@/lib/platform/live";
import { adminAction } from "@/lib/web/admin-action";
import { deliverAfterAnswer } from "@/lib/web/deliver-after-answer";
import { routes } from "@/lib/web/routes";

export const resend = adminAction(registrationActInput, async (act, { registrationId }, submission) => {
  const outcome = await resendActivationFor(await live(), act, { registrationId });
  switch (outcome.kind) {
    case "sent":
      deliverAfterAnswer();
      return redirect(`${routes.adminRegistration(registrationId)}?fait=activation`);
    case "too-many-mails":
      return submission.refuseAll("M-60-activation");
    case "not-waiting":
      return submission.refuseAll("M-54-account");
    case "not-permitted":
      return submission.refuseAll("M-57");
  }
});
