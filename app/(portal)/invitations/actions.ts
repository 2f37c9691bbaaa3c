"use server";

import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { acceptInvitation } from "@/lib/invitation/accept-invitation";
import { declineInvitation } from "@/lib/invitation/decline-invitation";
import { ownInvitationInput } from "@/lib/invitation/inputs";
import { live } from "@/lib/platform/live";
import { deliverAfterAnswer } from "@/lib/web/deliver-after-answer";
import { formAction } from "@/lib/web/form-action";
import { requireAccount } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";

/** "Accepter". */
export const accept = formAction(ownInvitationInput, async (input, submission) => {
  const outcome = await acceptInvitation(await live(), await requireAccount(), input);
  const t = await getTranslations("invitations.standings");
  switch (outcome.kind) {
    case "accepted":
      deliverAfterAnswer();
      return redirect(`${routes.invitations()}?fait=acceptee&structure=${outcome.structureId}`);
    case "not-found":
    case "already-answered":
    case "withdrawn":
    case "expired":
    case "structure-inactive":
    case "already-attached":
    case "no-department":
      return { ...submission.refuseAll("M-54"), error: t(outcome.kind) };
  }
});

/** "Décliner". */
export const decline = formAction(ownInvitationInput, async (input, submission) => {
  const outcome = await declineInvitation(await live(), await requireAccount(), input);
  const t = await getTranslations("invitations.standings");
  switch (outcome.kind) {
    case "declined":
      return redirect(`${routes.invitations()}?fait=declinee`);
    case "not-found":
    case "already-answered":
      return { ...submission.refuseAll("M-54"), error: t(outcome.kind) };
  }
});
