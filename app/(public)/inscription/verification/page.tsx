import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { routes } from "@/lib/web/routes";
import { requireDraft } from "../require-draft";
import { WizardHeading } from "../wizard-heading";
import { CreateAccountForm } from "./create-account-form";
import { Summary } from "./summary";

/** S-02, step 4: everything again, the anti-robot check, "Créer mon compte". */
export default async function VerificationPage() {
  const { assessment } = await requireDraft("verification");
  const { ready } = assessment;
  if (!ready) redirect(routes.signUp(assessment.step));
  const t = await getTranslations("signUp.verification");
  return (
    <>
      <WizardHeading step="verification" title={t("heading")} lead={t("lead")} />
      <Summary ready={ready} />
      <CreateAccountForm previous={ready.choice ? "workspaces" : "organisation"} />
    </>
  );
}
