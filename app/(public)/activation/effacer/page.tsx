import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/app/_ui/action-form";
import { ButtonLink } from "@/app/_ui/button-link";
import { PageHeading } from "@/app/_ui/page-heading";
import { SubmitButton } from "@/app/_ui/submit-button";
import { documentTitle } from "@/lib/web/document-title";
import { formLabels } from "@/lib/web/form-labels";
import { routes } from "@/lib/web/routes";
import { erase } from "../actions";
import { requireActivationLink } from "../require-activation-link";

/** "Désactiver mon compte" of S-04: says what will be erased, and asks once more. */
export default async function EraseRegistrationPage() {
  const { registration } = await requireActivationLink();
  const t = await getTranslations("activation");
  return (
    <div className="mx-auto max-w-2xl">
      <PageHeading title={t("eraseTitle")} lead={t("eraseLead", { email: registration.email })} />
      <p className="mb-6">{t("eraseNote")}</p>
      <ActionForm action={erase} title={await documentTitle(t("eraseTitle"))} labels={await formLabels()}>
        <div className="flex flex-wrap gap-3">
          <SubmitButton pendingLabel={t("erasePending")} variant="danger">
            {t("eraseConfirm")}
          </SubmitButton>
          <ButtonLink href={routes.activation()} variant="secondary">
            {t("cancel")}
          </ButtonLink>
        </div>
      </ActionForm>
    </div>
  );
}
