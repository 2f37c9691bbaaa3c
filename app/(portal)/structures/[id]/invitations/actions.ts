"use server";

import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { sentInvitationInput } from "@/lib/invitation/inputs";
import { resendInvitation } from "@/lib/invitation/resend-invitation";
import { withdrawInvitation } from "@/lib/invitation/withdraw-invitation";
import { live } from "@/lib/platform/live";
import { deliverAfterAnswer } from "@/lib/web/deliver-after-answer";
import { permittedAction } from "@/lib/web/permitted-action";
import { routes } from "@/lib/web/routes";

/** "Renvoyer l'invitation" (R-005, N-18). */
export const resend = permittedAction("manage-members", sentInvitationInput, async (permit, input, submission) => {
  const outcome = await resendInvitation(await live(), permit, input);
  const t = await getTranslations("invitations.sent");
  switch (outcome.kind) {
    case "resent":
      deliverAfterAnswer();
      return redirect(`${routes.structureInvitations(input.structureId)}?fait=renvoi`);
    case "already-answered":
      return submission.refuseAll("M-54");
    case "not-permitted":
      return submission.refuseAll("M-57");
    case "structure-inactive":
      return submission.refuseAll("M-26");
    case "not-found":
      return { ...submission.refuseAll("M-54"), error: t("notFound") };
    case "too-many-invitations":
      return { ...submission.refuseAll("M-60"), error: t("tooMany") };
  }
});

/** "Retirer l'invitation". */
export const withdraw = permittedAction("manage-members", sentInvitationInput, async (permit, input, submission) => {
  const outcome = await withdrawInvitation(await live(), permit, input);
  const t = await getTranslations("invitations.sent");
  switch (outcome.kind) {
    case "withdrawn":
      return redirect(`${routes.structureInvitations(input.structureId)}?fait=retrait`);
    case "already-answered":
      return submission.refuseAll("M-54");
    case "not-permitted":
      return submission.refuseAll("M-57");
    case "not-found":
      return { ...submission.refuseAll("M-54"), error: t("notFound") };
  }
});
