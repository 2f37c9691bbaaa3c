import countries from "i18n-iso-countries";
import { unicodeForm } from "@/lib/platform/unicode-form";
import { isOtherMemberState } from "./vat-number";

const NAME_LENGTH = 16;
/** Wallis and Futuna is French and has neither SIRET nor a number of its own. */
const WALLIS_PREFIX = "FRWF";
/** France and the parts of it that have a code of their own: they have a SIRET, a TAHITI number, a RIDET or `FRWF`. */
const french = new Set(["FR", "BL", "GF", "GP", "MF", "MQ", "NC", "PF", "PM", "RE", "TF", "WF", "YT"]);

/** The identifier of a company outside the Union: country code and start of its name. */
export function proposeNonEuIdentifier(country: string, legalName: string): string {
  const name = normaliseName(legalName);
  return country === "WF" ? WALLIS_PREFIX + name.slice(0, NAME_LENGTH - 2) : country + name.slice(0, NAME_LENGTH);
}

/** Whether an identifier starts with an outside country and has a part for the name. */
export function isNonEuIdentifier(canonical: string): boolean {
  if (!/^[A-Z]{2}[A-Z0-9]{1,16}$/.test(canonical)) return false;
  const country = canonical.slice(0, 2);
  if (country === "FR") return canonical.startsWith(WALLIS_PREFIX) && canonical.length > WALLIS_PREFIX.length;
  return countries.isValid(country) && !french.has(country) && !isOtherMemberState(country);
}

/** Whether the part after the country is how the company is called. */
export function foreignIdentifierFits(identifier: string, legalName: string): boolean {
  const country = identifier.startsWith(WALLIS_PREFIX) ? "WF" : identifier.slice(0, 2);
  return normaliseName(legalName) !== "" && identifier === proposeNonEuIdentifier(country, legalName);
}

/** */
function normaliseName(legalName: string): string {
  const plain = unicodeForm(legalName, "NFD").replace(/\p{M}/gu, "").toUpperCase();
  return plain.replace(/[^A-Z0-9]/g, "");
}
