import { getTranslations } from "next-intl/server";
import type { SavedValue } from "@/app/_ui/stale-comparison";
import { countryName } from "@/lib/i18n/countries";
import type { DepartmentSheet } from "@/lib/structure/find-department";
import { currentLanguage } from "@/lib/web/current-language";

/** The saved department, value by value as the form sends them, to be compared with what was typed. */
export async function savedDepartmentValues(department: DepartmentSheet, isPublic: boolean): Promise<SavedValue[]> {
  const t = await getTranslations("departments");
  const address = await getTranslations("signUp.organisation");
  const { country } = department;
  return [
    ...(["name", "description", "validFrom", "validUntil"] as const).map((name) => ({
      name,
      label: t(`fields.${name}`),
      saved: department[name] ?? "",
    })),
    ...(["addressLine1", "addressLine2", "addressLine3", "postcode", "city"] as const).map((name) => ({
      name,
      label: address(name),
      saved: department[name] ?? "",
    })),
    {
      name: "country",
      label: address("country"),
      saved: country ?? "",
      words: country ? { [country]: countryName(country, await currentLanguage()) } : {},
    },
    ...(isPublic
      ? [
          {
            name: "commitmentNumberRequired",
            label: t("fields.commitmentNumberRequired"),
            saved: department.commitmentNumberRequired ? "on" : "",
            words: { on: t("yes"), "": t("no") },
          },
        ]
      : []),
  ];
}
