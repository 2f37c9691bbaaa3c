import { getTranslations } from "next-intl/server";
import { DescriptionList } from "@/app/_ui/description-list";
import { countryName } from "@/lib/i18n/countries";
import type { Sheet } from "@/lib/structure/find-sheet";
import { publicBodySettings, sheetSwitches } from "@/lib/structure/sheet";
import { currentLanguage } from "@/lib/web/current-language";

/** "Consultation d'une structure": what those read who manage nothing. */
export async function SheetView({ sheet }: { sheet: Sheet }) {
  const t = await getTranslations("sheet");
  const address = await getTranslations("signUp.organisation");
  const language = await currentLanguage();
  const orNone = (text: string | null) => text || t("none");
  return (
    <>
      <DescriptionList
        items={[
          ...(["label", "email", "tradeRegisterNumber", "vatNumber"] as const).map((name) => ({
            term: t(`fields.${name}`),
            details: orNone(sheet[name]),
          })),
          ...sheetSwitches.map((name) => ({ term: t(`fields.${name}`), details: t(sheet[name] ? "yes" : "no") })),
        ]}
      />
      <section aria-labelledby="address" className="mt-8">
        <h2 id="address">{t("address")}</h2>
        <DescriptionList
          items={[
            ...(["addressLine1", "addressLine2", "addressLine3", "postcode", "city"] as const)
              .filter((name) => sheet[name])
              .map((name) => ({ term: address(name), details: sheet[name] })),
            { term: address("country"), details: countryName(sheet.country, language) },
            { term: t("fields.phone"), details: orNone(sheet.phone) },
          ]}
        />
      </section>
      {sheet.sector === "public" ? (
        <section aria-labelledby="public-body" className="mt-8">
          <h2 id="public-body">{t("publicBody")}</h2>
          <DescriptionList
            items={publicBodySettings.map((name) => ({
              term: t(`fields.${name}`),
              details: t(sheet[name] ? "yes" : "no"),
            }))}
          />
        </section>
      ) : null}
    </>
  );
}
