"use server";

import { getTranslations } from "next-intl/server";
import type { Actor } from "@/lib/attachment/actor";
import { chosenApprovalInput, chosenRefusalInput } from "@/lib/attachment/decision-inputs";
import { type Choice, findChosenRequests } from "@/lib/attachment/find-chosen-requests";
import { MAX_ROWS, type NewRow } from "@/lib/operation/operation";
import { live } from "@/lib/platform/live";
import { beginOperation } from "@/lib/web/begin-operation";
import { formAction } from "@/lib/web/form-action";
import { requireManager } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";

/** "Valider la sélection": each request alone, with its own result (R-901, R-902, R-907). */
export const approveChosen = formAction(chosenApprovalInput, async (chosen, submission) => {
  const actor = await requireManager();
  const rows = await rowsOf(actor, chosen);
  if (rows.length === 0) return submission.refuseAll("M-54");
  return beginOperation(actor, { kind: `${chosen.of}-approve`, request: {}, rows, returnPath: routes.desk() });
});

/** "Refuser la sélection": one reason for all, each request alone (R-901, R-902, R-907). */
export const refuseChosen = formAction(chosenRefusalInput, async ({ reason, ...chosen }, submission) => {
  const actor = await requireManager();
  const rows = await rowsOf(actor, chosen);
  if (rows.length === 0) return submission.refuseAll("M-54");
  return beginOperation(actor, { kind: `${chosen.of}-refuse`, request: { reason }, rows, returnPath: routes.desk() });
});

/** One row a request, as it was ticked: those that are not there any more, or never were, are told by the report (SEC-64). */
async function rowsOf(
  actor: Actor,
  { of, ids, query, until }: { of: Choice["of"]; ids: string[]; query?: string; until?: string },
): Promise<NewRow[]> {
  const choice: Choice =
    query !== undefined && until !== undefined ? { of, query, until: new Date(until) } : { of, ids };
  const found = await findChosenRequests(await live(), actor, { ...choice, limit: MAX_ROWS });
  const t = await getTranslations("desk.selection");
  const organisations = await getTranslations("organisations.workspaces");
  const labels = new Map(
    found.map(({ id, requester, legalName, workspace }) => {
      const label = t("line", { requester, structure: legalName });
      return [id, workspace ? `${label} – ${organisations(`${workspace}.label`)}` : label];
    }),
  );
  const targets = "ids" in choice ? choice.ids : found.map(({ id }) => id);
  const idName = of === "attachments" ? "attachmentId" : "subscriptionId";
  return targets.map((id) => ({ target: { [idName]: id }, label: labels.get(id) ?? t("unknownLine") }));
}
