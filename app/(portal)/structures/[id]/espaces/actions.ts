"use server";

import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { closeWorkspaces } from "@/lib/attachment/close-workspaces";
import { openWorkspaces } from "@/lib/attachment/open-workspaces";
import { live } from "@/lib/platform/live";
import { deliverAfterAnswer } from "@/lib/web/deliver-after-answer";
import { aboutStructure, permittedAction } from "@/lib/web/permitted-action";
import { routes } from "@/lib/web/routes";
import { employmentSchemes, providerCategories } from "@/lib/workspace/justice-costs";
import { workspaces } from "@/lib/workspace/workspace";

/** One box alone arrives as a text, several as a list. */
const chosen = z.preprocess(
  (sent) => (sent === undefined ? [] : [sent].flat()),
  z
    .array(z.enum(workspaces.map(({ code }) => code)))
    .min(1, "M-01")
    .max(workspaces.length),
);

const toOpen = z.strictObject({
  ...aboutStructure,
  workspaces: chosen,
  // Sent whether justice costs are ticked or not: the command judges.
  providerCategory: z.enum(providerCategories).nullable().catch(null).default(null),
  employmentScheme: z.enum(employmentSchemes).nullable().catch(null).default(null),
  subscribe: z.literal("on").optional(),
});

/** "Ajouter des espaces". */
export const addWorkspaces = permittedAction("manage-workspaces", toOpen, async (permit, input, submission) => {
  const { structureId, subscribe, ...wanted } = input;
  const outcome = await openWorkspaces(await live(), permit, { ...wanted, subscribe: subscribe === "on" });
  const t = await getTranslations("subscriptions.sheet");
  switch (outcome.kind) {
    case "opened":
      return redirect(`${routes.structureWorkspaces(structureId)}?fait=ajout`);
    case "details-missing":
      return submission.refuse({
        ...(input.providerCategory === null && { providerCategory: "M-01" as const }),
        ...(outcome.schemeMissing && { employmentScheme: "M-01" as const }),
      });
    case "already-open":
      return { ...submission.refuseAll("M-54"), error: t("alreadyOpen") };
    case "not-offered":
      return { ...submission.refuseAll("M-54"), error: t("notOffered") };
    case "structure-inactive":
      return submission.refuseAll("M-26");
    case "not-permitted":
      return submission.refuseAll("M-57");
  }
});

const toClose = z.strictObject({ ...aboutStructure, workspaces: chosen });

/** "Supprimer des espaces". */
export const removeWorkspaces = permittedAction("manage-workspaces", toClose, async (permit, input, submission) => {
  const outcome = await closeWorkspaces(await live(), permit, { workspaces: input.workspaces });
  switch (outcome.kind) {
    case "closed":
      deliverAfterAnswer();
      return redirect(`${routes.structureWorkspaces(input.structureId)}?fait=suppression`);
    case "not-open":
      return submission.refuseAll("M-54");
    case "not-permitted":
      return submission.refuseAll("M-57");
  }
});
