import { getTranslations } from "next-intl/server";
import type { SavedValue } from "@/app/_ui/stale-comparison";
import { DEFAULT_PHONE_PREFIX, splitPhone } from "@/lib/account/phone";
import { countryName } from "@/lib/i18n/countries";
import type { Sheet } from "@/lib/structure/find-sheet";
import { publicBodySettings, sheetSwitches } from "@/lib/structure/sheet";
import { currentLanguage } from "@/lib/web/current-language";

/** The saved sheet, value by value as the form sends them, to be compared with what was typed. */
export async function savedSheetValues(sheet: Sheet): Promise<SavedValue[]> {
  const t = await getTranslations("sheet");
  const address = await getTranslations("signUp.organisation");
  const language = await currentLanguage();
  const phone = sheet.phone === null ? { prefix: DEFAULT_PHONE_PREFIX, number: "" } : splitPhone(sheet.phone);
  const boxes = sheet.sector === "public" ? [...sheetSwitches, ...publicBodySettings] : sheetSwitches;
  return [
    ...(sheet.namedByRegister ? [] : [{ name: "legalName", label: t("fields.legalName"), saved: sheet.legalName }]),
    ...(["label", "email", "tradeRegisterNumber", "vatNumber"] as const).map((name) => ({
      name,
      label: t(`fields.${name}`),
      saved: sheet[name] ?? "",
    })),
    ...(["addressLine1", "addressLine2", "addressLine3", "postcode", "city"] as const).map((name) => ({
      name,
      label: address(name),
      saved: sheet[name] ?? "",
    })),
    {
      name: "country",
      label: address("country"),
      saved: sheet.country,
      words: { [sheet.country]: countryName(sheet.country, language) },
    },
    { name: "phonePrefix", label: t("fields.phonePrefix"), saved: phone.prefix },
    { name: "phone", label: t("fields.phone"), saved: phone.number },
    ...boxes.map((name) => ({
      name,
      label: t(`fields.${name}`),
      saved: sheet[name] ? "on" : "",
      words: { on: t("yes"), "": t("no") },
    })),
  ];
}
