import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/app/_ui/button-link";
import { DescriptionList } from "@/app/_ui/description-list";
import { PageHeading } from "@/app/_ui/page-heading";
import { routes } from "@/lib/web/routes";
import { ActivationForm } from "./activation-form";
import { requireActivationLink } from "./require-activation-link";

/** S-04: the person behind the address chooses a password; only the form's POST uses the link up. */
export default async function ActivationPage() {
  const { registration } = await requireActivationLink();
  const t = await getTranslations("activation");
  const { email, contactEmail, familyName, givenName } = registration;
  const contact = contactEmail === email ? contactEmail : `${contactEmail} ${t("contactPending")}`;
  return (
    <div className="mx-auto max-w-2xl">
      <PageHeading title={t("title")} lead={t("lead")} />
      <section aria-labelledby="general-information" className="mb-8">
        <h2 id="general-information">{t("generalInformation")}</h2>
        <DescriptionList
          items={[
            { term: t("email"), details: email },
            { term: t("familyName"), details: familyName },
            { term: t("contactEmail"), details: contact },
            { term: t("givenName"), details: givenName },
          ]}
        />
      </section>
      <ActivationForm registration={registration} />
      <aside className="mt-12 border-line border-t pt-6">
        <h2>{t("notMe")}</h2>
        <p className="my-3">{t("notMeHelp")}</p>
        <ButtonLink href={routes.eraseRegistration()} variant="danger">
          {t("deactivate")}
        </ButtonLink>
      </aside>
    </div>
  );
}
