import { getTranslations } from "next-intl/server";
import { DescriptionList } from "@/app/_ui/description-list";
import { findEstablishment } from "@/lib/directory/find-establishment";
import { parseSiret } from "@/lib/directory/siret";
import { countryLine } from "@/lib/i18n/countries";
import { formatDay } from "@/lib/i18n/format-moment";
import { live } from "@/lib/platform/live";
import { addressLines } from "@/lib/structure/address";
import type { IdentifierType } from "@/lib/structure/identifier";
import { currentLanguage } from "@/lib/web/current-language";

/** What the national register says of the structure, beside what stands on the portal. */
export async function RegisterFacts({
  identifierType,
  identifier,
}: {
  identifierType: IdentifierType;
  identifier: string;
}) {
  const siret = identifierType === "SIRET" ? parseSiret(identifier) : null;
  const t = await getTranslations("adminQueue.register");
  if (!siret) return <p>{t("none")}</p>;
  const answer = await findEstablishment(await live(), siret);
  if (answer.kind === "unavailable") return <p>{t("unavailable")}</p>;
  if (answer.kind === "not-found") return <p>{t("notFound")}</p>;
  const { establishment } = answer;
  const { denomination, publicBody } = establishment;
  const country = countryLine(establishment.country, await currentLanguage());
  const address = addressLines(establishment, country).join(", ");
  const closed =
    answer.kind === "found-closed"
      ? answer.closedOn
        ? t("closedOn", { date: formatDay(new Date(`${answer.closedOn}T12:00:00Z`)) })
        : t("closed")
      : t("open");
  return (
    <>
      <DescriptionList
        items={[
          { term: t("name"), details: denomination || t("undisclosed") },
          { term: t("address"), details: address || t("undisclosed") },
          { term: t("state"), details: closed },
          { term: t("publicBody"), details: publicBody ? t("yes") : t("no") },
        ]}
      />
      <p className="mt-2 text-ink-soft text-sm">{t("source")}</p>
    </>
  );
}
