"use server";

import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { commentField } from "@/lib/attachment/inputs";
import { requestSubscription } from "@/lib/attachment/request-subscription";
import { live } from "@/lib/platform/live";
import { deliverAfterAnswer } from "@/lib/web/deliver-after-answer";
import { aboutStructure, permittedAction } from "@/lib/web/permitted-action";
import { routes } from "@/lib/web/routes";
import { workspaces } from "@/lib/workspace/workspace";

const request = z.strictObject({
  ...aboutStructure,
  // A select on its first line sends nothing.
  departmentId: z
    .union([z.literal(""), z.uuid()])
    .default("")
    .transform((id) => id || null),
  // One box alone arrives as a text, several as a list.
  workspaces: z.preprocess(
    (sent) => (sent === undefined ? [] : [sent].flat()),
    z
      .array(z.enum(workspaces.map(({ code }) => code)))
      .min(1, "M-01")
      .max(workspaces.length),
  ),
  access: z.enum(["read", "write"], "M-01"),
  comment: commentField,
});

/** "Valider" of S-12. */
export const askForWorkspaces = permittedAction("request-subscription", request, async (permit, input, submission) => {
  const { structureId, ...asked } = input;
  const outcome = await requestSubscription(await live(), permit, asked);
  const t = await getTranslations("subscriptions.new");
  switch (outcome.kind) {
    case "requested": {
      deliverAfterAnswer();
      const [first] = [...outcome.waiting, ...outcome.granted];
      return redirect(first ? `${routes.ownSubscription(first.subscriptionId)}?fait=demande` : routes.myAccount());
    }
    case "already-held":
      return submission.refuse({ workspaces: "M-56" });
    case "workspace-closed":
      return { ...submission.refuseAll("M-54"), error: t("closedMeanwhile") };
    case "no-department":
      return { ...submission.refuseAll("M-54"), error: t("departmentGone") };
    case "structure-inactive":
      return submission.refuseAll("M-26");
    case "not-permitted":
      return submission.refuseAll("M-57");
    case "too-many-requests":
      return submission.refuseAll("M-60");
  }
});
