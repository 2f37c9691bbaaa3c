import type { identifierType } from "@/drizzle/schema/structure";
import { parseSiret } from "@/lib/directory/siret";
import type { MessageId } from "@/lib/i18n/language";
import { isNonEuIdentifier } from "./non-eu-identifier";
import { parseVatNumber } from "./vat-number";

/** By what kind of number a structure is known. */
export type IdentifierType = (typeof identifierType.enumValues)[number];

/** The types in the order of their list, written out so that a browser need not load the schema. */
export const identifierTypes = [
  "SIRET",
  "UE_HORS_FRANCE",
  "HORS_UE",
  "TAHITI",
  "RIDET",
  "PARTICULIER",
  "EN_COURS_IMMATRICULATION",
] as const satisfies readonly IdentifierType[];

/** An identifier in canonical form that passed every check of its type. */
type Identifier = string & { readonly __brand: "Identifier" };

/** `refused`: the sentence to show at the field. */
export type ParsedIdentifier =
  | { kind: "parsed"; identifierType: IdentifierType; identifier: Identifier }
  | { kind: "refused"; message: MessageId };

/** The one parser of identifiers: brings what was typed to its canonical form and checks format and key. */
export function parseIdentifier(type: IdentifierType, typed: string): ParsedIdentifier {
  const canonical = canonicalText(typed);
  if (canonical === "") return refused("M-01");
  switch (type) {
    case "SIRET":
      return parseSiret(canonical) ? parsed(type, canonical) : refused("M-10");
    case "UE_HORS_FRANCE": {
      const vat = parseVatNumber(canonical);
      return vat.kind === "valid" ? parsed(type, vat.number) : vat;
    }
    case "HORS_UE":
      return isNonEuIdentifier(canonical) ? parsed(type, canonical) : refused("M-15");
    case "RIDET":
      return formats.RIDET.test(canonical) ? parsed(type, canonical.padStart(10, "0")) : refused("M-16");
    default:
      return formats[type].test(canonical) ? parsed(type, canonical) : refused("M-16");
  }
}

/** An identifier as people read it: the SIRET in groups. */
export function displayIdentifier(type: IdentifierType, identifier: string): string {
  // Not to be broken at the end of a line.
  return type === "SIRET"
    ? identifier.replace(/^(\d{3})(\d{3})(\d{3})(\d{5})$/, "$1\u00a0$2\u00a0$3\u00a0$4")
    : identifier;
}

/** An identifier as a list shows it: of a private individual, the first figure alone. */
export function maskedIdentifier(type: IdentifierType, identifier: string): string {
  return type === "PARTICULIER" ? identifier.slice(0, 1).padEnd(10, "*") : displayIdentifier(type, identifier);
}

/** the types that have no key. */
const formats = {
  TAHITI: /^[A-Z0-9]\d{5}(?:\d{3})?$/,
  RIDET: /^\d{9,10}$/,
  /** Sex, year and month of birth, INSEE code of the place of birth. */
  PARTICULIER: /^[12]\d{2}(?:0[1-9]|1[0-2])(?:(?:0[1-9]|[1-8]\d|9[0-6]|2[AB])\d{3}|97[1-8]\d{2}|98[4-8]\d{2}|99\d{3})$/,
  EN_COURS_IMMATRICULATION: /^[A-Z0-9]{1,18}$/,
};

/** spaces of any kind, dots, hyphens of any kind and slashes only help the eye. */
export function canonicalText(typed: string): string {
  return typed.replace(/[\s./\p{Pd}]+/gu, "").toUpperCase();
}

function parsed(identifierType: IdentifierType, canonical: string): ParsedIdentifier {
  // The one place where an Identifier is made.
  return { kind: "parsed", identifierType, identifier: canonical as Identifier };
}

function refused(message: MessageId): ParsedIdentifier {
  return { kind: "refused", message };
}
