"use server";

import { getTranslations } from "next-intl/server";
import { keptFileInput } from "@/lib/invitation/inputs";
import { confirmInvitationFile } from "@/lib/operation/confirm-invitation-file";
import { MAX_LIVE } from "@/lib/operation/operation";
import { live } from "@/lib/platform/live";
import { goToStarted } from "@/lib/web/begin-operation";
import { requireAccount } from "@/lib/web/guards";
import { permittedAction } from "@/lib/web/permitted-action";
import { routes } from "@/lib/web/routes";

/** "Envoyer n invitations": the lines that are valid now become an operation, with its progress and report (R-1404). */
export const confirmFile = permittedAction("manage-members", keptFileInput, async (permit, input, submission) => {
  const { structureId, fileId } = input;
  const actor = await requireAccount();
  const returnPath = routes.structureInvitations(structureId);
  const outcome = await confirmInvitationFile(await live(), actor, { permit, fileId, returnPath });
  const t = await getTranslations("invitations.file");
  switch (outcome.kind) {
    case "started":
      return goToStarted(actor, outcome);
    case "too-many":
      return { ...submission.refuseAll("M-54"), error: t("tooManyLive", { max: MAX_LIVE }) };
    case "gone":
      return { ...submission.refuseAll("M-54"), error: t("refusals.gone") };
    case "nothing-valid":
      return { ...submission.refuseAll("M-54"), error: t("result", { valid: 0, refused: outcome.refused }) };
  }
});
