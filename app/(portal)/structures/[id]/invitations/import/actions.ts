"use server";

import { getTranslations } from "next-intl/server";
import { keptFileInput } from "@/lib/invitation/inputs";
import { takeInvitationFile } from "@/lib/invitation/take-invitation-file";
import { rowOf } from "@/lib/operation/kinds/invite";
import { live } from "@/lib/platform/live";
import { beginOperation } from "@/lib/web/begin-operation";
import { requireAccount } from "@/lib/web/guards";
import { permittedAction } from "@/lib/web/permitted-action";
import { routes } from "@/lib/web/routes";

/** "Envoyer n invitations": the lines that are valid now become an operation, with its progress and report (R-1404). */
export const confirmFile = permittedAction("manage-members", keptFileInput, async (permit, input, submission) => {
  const { structureId, fileId } = input;
  const outcome = await takeInvitationFile(await live(), permit, { fileId });
  const t = await getTranslations("invitations.file");
  switch (outcome.kind) {
    case "taken":
      return beginOperation(await requireAccount(), {
        kind: "invite",
        request: { structureId },
        rows: outcome.invitations.map(rowOf),
        returnPath: routes.structureInvitations(structureId),
      });
    case "gone":
      return { ...submission.refuseAll("M-54"), error: t("refusals.gone") };
    case "nothing-valid":
      return { ...submission.refuseAll("M-54"), error: t("result", { valid: 0, refused: outcome.refused }) };
  }
});
