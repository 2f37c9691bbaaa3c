import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Banner } from "@/app/_ui/banner";
import { ButtonLink } from "@/app/_ui/button-link";
import { PageHeading } from "@/app/_ui/page-heading";
import { formatMoment } from "@/lib/i18n/format-moment";
import { recapSchema } from "@/lib/onboarding/recap";
import { live } from "@/lib/platform/live";
import { documentTitle } from "@/lib/web/document-title";
import { routes } from "@/lib/web/routes";
import { readSealed } from "@/lib/web/sealed-cookie";
import { RecapStructure } from "./recap-structure";

/** S-03 "Récapitulatif de la création de votre compte": the same for every address. */
export default async function RecapPage() {
  const recap = await readSealed("recap", recapSchema);
  if (!recap) redirect(routes.home());
  const t = await getTranslations("signUp.recap");
  const { env } = await live();
  const { givenName, familyName, email, organisation } = recap;
  return (
    <>
      <PageHeading title={t("heading")} documentTitle={await documentTitle(t("heading"))} />
      <Banner tone="success" role="status">
        {t("created", { givenName, familyName: familyName.toLocaleUpperCase("fr") })}
      </Banner>
      <div className="my-6 grid gap-3">
        <p>{t("activate", { email })}</p>
        <p>{t("junk")}</p>
        <p className="font-semibold">{t("deadline", { date: formatMoment(new Date(recap.activateUntil)) })}</p>
      </div>
      {organisation.kind === "none" ? null : <RecapStructure recap={{ ...recap, organisation }} />}
      {organisation.kind === "none" ? null : (
        <p className="mb-8 text-ink-soft">{t("structure", { portal: env.PORTAL_NAME })}</p>
      )}
      <ButtonLink href={routes.home()} variant="secondary">
        {t("home")}
      </ButtonLink>
    </>
  );
}
