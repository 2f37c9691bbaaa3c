import { getTranslations } from "next-intl/server";
import { Banner } from "@/app/_ui/banner";
import { Card } from "@/app/_ui/card";
import { DescriptionList } from "@/app/_ui/description-list";
import { countryName } from "@/lib/i18n/countries";
import { formatDay } from "@/lib/i18n/format-moment";
import { isMasked, type OrganisationCase } from "@/lib/onboarding/organisation-case";
import { displayIdentifier } from "@/lib/structure/identifier";
import { currentLanguage } from "@/lib/web/current-language";

/** What was found behind the identifier, and what it means for the person. */
export async function FoundOrganisation({ found }: { found: OrganisationCase }) {
  const t = await getTranslations("signUp.organisation");
  const isNew =
    found.kind === "create-from-registry" || (found.kind === "create-typed" && found.identifierType === "SIRET");
  return (
    <section aria-labelledby="found">
      <h2 id="found" className="mb-3">
        {isNew ? t("createFromRegistry") : t("existing")}
      </h2>
      <Card>
        <Facts found={found} />
      </Card>
      <Consequences found={found} />
    </section>
  );
}

async function Facts({ found }: { found: OrganisationCase }) {
  const t = await getTranslations("signUp.organisation");
  const organisations = await getTranslations("organisations");
  const language = await currentLanguage();
  const identity = [
    { term: t("identifierType"), details: organisations(`identifierTypes.${found.identifierType}`) },
    { term: t("identifier"), details: displayIdentifier(found.identifierType, found.identifier) },
  ];
  if (found.kind === "create-from-registry") {
    const { denomination } = found.establishment;
    return (
      <>
        <DescriptionList
          items={[...identity, ...(denomination ? [{ term: t("legalName"), details: denomination }] : [])]}
        />
        <p className="mt-3 text-sm text-ink-soft">
          {t("source")} · {t("sourceDate", { date: formatDay(found.checkedAt) })}
        </p>
      </>
    );
  }
  if (found.kind !== "join") return <DescriptionList items={identity} />;

  const { address } = found;
  const known = [
    { term: t("legalName"), details: found.legalName ?? t("hidden") },
    ...(found.label ? [{ term: t("label"), details: found.label }] : []),
    { term: t("addressLine1"), details: address?.addressLine1 ?? t("hidden") },
    ...(address?.addressLine2 ? [{ term: t("addressLine2"), details: address.addressLine2 }] : []),
    ...(address?.addressLine3 ? [{ term: t("addressLine3"), details: address.addressLine3 }] : []),
    ...(address?.postcode ? [{ term: t("postcode"), details: address.postcode }] : []),
    ...(address ? [{ term: t("city"), details: address.city }] : []),
    ...(address ? [{ term: t("country"), details: countryName(address.country, language) }] : []),
  ];
  return <DescriptionList items={[...identity, ...known]} />;
}

async function Consequences({ found }: { found: OrganisationCase }) {
  const t = await getTranslations("signUp.organisation");
  const messages = await getTranslations("messages");
  switch (found.kind) {
    case "join":
      return <Banner tone="info">{messages("M-22")}</Banner>;
    case "unattached":
      return <Banner tone="warning">{messages("M-23")}</Banner>;
    case "create-from-registry":
      return (
        <>
          <Banner tone="info">{found.establishment.publicBody ? t("publicBody") : messages("M-25")}</Banner>
          {isMasked(found.establishment) ? <Banner tone="warning">{messages("M-17")}</Banner> : null}
          <p>{messages("M-21")}</p>
        </>
      );
    case "create-typed":
      return (
        <>
          {found.because === "register-down" ? <Banner tone="warning">{messages("M-13")}</Banner> : null}
          {found.because === "not-in-sample" ? <Banner tone="warning">{t("unverified")}</Banner> : null}
          <Banner tone="info">{messages("M-25")}</Banner>
        </>
      );
  }
}
