import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/app/_ui/action-form";
import { ButtonLink } from "@/app/_ui/button-link";
import { DescriptionList } from "@/app/_ui/description-list";
import { Fieldset } from "@/app/_ui/fieldset";
import { PageHeading } from "@/app/_ui/page-heading";
import { PasswordField } from "@/app/_ui/password-field";
import { SelectField } from "@/app/_ui/select-field";
import { SubmitButton } from "@/app/_ui/submit-button";
import { TextField } from "@/app/_ui/text-field";
import { secretQuestions } from "@/lib/account/secret-question";
import { live } from "@/lib/platform/live";
import { documentTitle } from "@/lib/web/document-title";
import { formLabels } from "@/lib/web/form-labels";
import { routes } from "@/lib/web/routes";
import { activate } from "./actions";
import { requireActivationLink } from "./require-activation-link";

/** S-04: the person behind the address chooses a password; only this form's POST uses the link up. */
export default async function ActivationPage() {
  const { registration } = await requireActivationLink();
  const { env } = await live();
  const t = await getTranslations("activation");
  const passwords = await getTranslations("passwords");
  const { email, contactEmail, familyName, givenName } = registration;
  const contact = contactEmail === email ? contactEmail : `${contactEmail} ${t("contactPending")}`;
  return (
    <div className="max-w-2xl">
      <PageHeading title={t("title")} lead={t("lead")} />
      <h2>{t("generalInformation")}</h2>
      <DescriptionList
        items={[
          { term: t("email"), details: email },
          { term: t("familyName"), details: familyName },
          { term: t("contactEmail"), details: contact },
          { term: t("givenName"), details: givenName },
        ]}
      />
    </div>
  );
}
