import countries from "i18n-iso-countries";
import { unicodeForm } from "./unicode-form";

const frenchNames = new Intl.DisplayNames("fr", { type: "region" });
let codes: Map<string, string> | undefined;

/** The ISO 3166-1 alpha-2 code of a country that the register names in French; empty when no country has that name. */
export function registerCountry(name: string): string {
  codes ??= new Map(Object.keys(countries.getAlpha2Codes()).map((code) => [fold(frenchNames.of(code) ?? code), code]));
  // The register adds what a country is also called: "IRLANDE, ou EIRE".
  const [first = ""] = name.split(", ou ");
  return codes.get(fold(first)) ?? "";
}

/** The register writes in capitals, without accents. */
function fold(name: string): string {
  return unicodeForm(name, "NFD")
    .replace(/\p{M}/gu, "")
    .toUpperCase()
    .replace(/[^A-Z]+/g, " ")
    .trim();
}
