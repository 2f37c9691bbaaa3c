import { getTranslations } from "next-intl/server";
import type { SavedValue } from "@/app/_ui/stale-comparison";
import type { OwnProfile } from "@/lib/account/find-own-profile";
import { DEFAULT_PHONE_PREFIX, splitPhone } from "@/lib/account/phone";
import { countryName } from "@/lib/i18n/countries";
import { currentLanguage } from "@/lib/web/current-language";

/** The saved details, value by value as the form sends them, to be compared with what was typed (M-55). */
export async function savedProfileValues(profile: OwnProfile): Promise<SavedValue[]> {
  const t = await getTranslations("account.details");
  const person = await getTranslations("signUp.person");
  const address = await getTranslations("signUp.organisation");
  const screen = await currentLanguage();
  const phone = profile.phone === null ? { prefix: DEFAULT_PHONE_PREFIX, number: "" } : splitPhone(profile.phone);
  const country = profile.country ?? "";
  return [
    { name: "contactEmail", label: t("contactEmail"), saved: profile.contactEmail },
    { name: "familyName", label: person("familyName"), saved: profile.familyName },
    { name: "givenName", label: person("givenName"), saved: profile.givenName },
    { name: "phonePrefix", label: person("phonePrefix"), saved: phone.prefix },
    { name: "phone", label: person("phone"), saved: phone.number },
    ...(["addressLine1", "addressLine2", "addressLine3", "postcode", "city"] as const).map((name) => ({
      name,
      label: address(name),
      saved: profile[name] ?? "",
    })),
    {
      name: "country",
      label: address("country"),
      saved: country,
      words: country ? { [country]: countryName(country, screen) } : {},
    },
    ...(["dailyDigest", "weeklySummary"] as const).map((name) => ({
      name,
      label: t(name),
      saved: profile[name] ? "on" : "",
      words: { on: t("yes"), "": t("no") },
    })),
    {
      name: "survey",
      label: person("survey"),
      saved: profile.survey ? "on" : "",
      words: { on: t("yes"), "": t("no") },
    },
    {
      name: "language",
      label: t("language"),
      saved: profile.language,
      words: { fr: t("languages.fr"), en: t("languages.en") },
    },
  ];
}
