import { getRequestConfig } from "next-intl/server";
import { en } from "@/lib/i18n/en";
import { fr } from "@/lib/i18n/fr";
import { typeset } from "@/lib/i18n/typeset";
import { currentLanguage } from "./current-language";

const catalogues = { fr: typeset(fr), en };

/** Gives next-intl the language of the request and its sentences. */
export default getRequestConfig(async () => {
  const locale = await currentLanguage();
  return { locale, messages: catalogues[locale], timeZone: "Europe/Paris" };
});
