"use server";

import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { invitationInput } from "@/lib/invitation/inputs";
import { invite } from "@/lib/invitation/invite";
import { live } from "@/lib/platform/live";
import { deliverAfterAnswer } from "@/lib/web/deliver-after-answer";
import { permittedAction } from "@/lib/web/permitted-action";
import { routes } from "@/lib/web/routes";

/** "Envoyer l'invitation": the answer never tells whose address it is (R-909, SEC-22). */
export const sendInvitation = permittedAction("manage-members", invitationInput, async (permit, input, submission) => {
  const outcome = await invite(await live(), permit, input.invitation);
  const t = await getTranslations("invitations.form");
  switch (outcome.kind) {
    case "invited":
      deliverAfterAnswer();
      return redirect(`${routes.structureInvitations(input.structureId)}?fait=envoi`);
    case "already-invited":
      return { ...submission.refuseAll("M-54"), error: t("alreadyInvited") };
    case "not-permitted":
      return submission.refuseAll("M-57");
    case "structure-inactive":
      return submission.refuseAll("M-26");
    case "department-closed":
      return { ...submission.refuseAll("M-54"), error: t("departmentClosed") };
    case "workspace-closed":
      return { ...submission.refuseAll("M-54"), error: t("workspaceClosed") };
    case "too-many-invitations":
      return { ...submission.refuseAll("M-60"), error: t("tooMany") };
  }
});
