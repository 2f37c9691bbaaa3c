import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { routes } from "@/lib/web/routes";
import { requireDraft } from "../require-draft";
import { WizardHeading } from "../wizard-heading";
import { WorkspacesForm } from "./workspaces-form";

/** S-02, step 3: which workspaces to open; skipped where there is nothing to choose. */
export default async function WorkspacesPage() {
  const { draft, assessment } = await requireDraft("workspaces");
  const { offered, outcome } = assessment;
  if (!offered || !outcome || outcome.kind === "refused") redirect(routes.signUp(assessment.step));
  const t = await getTranslations("signUp.workspaces");
  return (
    <>
      <WizardHeading step="workspaces" title={t("heading")} lead={t("lead")} />
      <WorkspacesForm offered={offered} typed={draft.workspaces} askScheme={outcome.identifierType !== "SIRET"} />
    </>
  );
}
