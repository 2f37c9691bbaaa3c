import { cookies, headers } from "next/headers";
import { cache } from "react";
import { type Language, languages } from "@/lib/i18n/language";
import { languageCookie } from "./cookie-names";

/** The visitor's choice, else what the browser prefers, else French (R-1209). */
export const currentLanguage = cache(async (): Promise<Language> => {
  const jar = await cookies();
  const chosen = languages.find((language) => language === jar.get(languageCookie)?.value);
  return chosen ?? preferred((await headers()).get("accept-language") ?? "");
});

/** The first of our languages in an Accept-Language header, by its weights. */
export function preferred(acceptLanguage: string): Language {
  const wanted = acceptLanguage
    .slice(0, 200)
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
      const weight = parameters.map((parameter) => /^q=(\d(?:\.\d+)?)$/.exec(parameter.trim())?.[1]).find(Boolean);
      return { language: languages.find((known) => known === tag.split("-")[0]), weight: Number(weight ?? "1") };
    })
    .filter(({ language, weight }) => language && weight > 0)
    .sort((one, other) => other.weight - one.weight);
  return wanted[0]?.language ?? languages[0];
}
