import countries from "i18n-iso-countries";
import type { Language } from "./language";

/** A country as a list shows it: ISO 3166-1 alpha-2 code and name. */
export interface Country {
  code: string;
  name: string;
}

/** The countries of the world by name, in the order of that language (R-310, R-1207). */
export function countriesIn(language: Language): Country[] {
  const { compare } = new Intl.Collator(language);
  return Object.keys(countries.getAlpha2Codes())
    .map((code) => ({ code, name: countryName(code, language) }))
    .sort((one, other) => compare(one.name, other.name));
}

/** The last line of an address: the name of its country, none within France. */
export function countryLine(code: string, language: Language): string | null {
  return code === "FR" || code === "" ? null : countryName(code, language);
}

/** The name of a country in a language; the code itself when nobody named it. */
export function countryName(code: string, language: Language): string {
  return new Intl.DisplayNames(language, { type: "region" }).of(code) ?? code;
}
