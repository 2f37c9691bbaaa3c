import { validate as austrianKey } from "stdnum/lib/cjs/at/uid.js";
import { validate as cypriotKey } from "stdnum/lib/cjs/cy/vat.js";
import { validate as czechKey } from "stdnum/lib/cjs/cz/dic.js";
import { validate as germanKey } from "stdnum/lib/cjs/de/vat.js";
import { validate as danishKey } from "stdnum/lib/cjs/dk/cvr.js";
import { validate as estonianKey } from "stdnum/lib/cjs/ee/kmkr.js";
import { validate as spanishPersonKey } from "stdnum/lib/cjs/es/nif.js";
import { validate as finnishKey } from "stdnum/lib/cjs/fi/alv.js";
import { validate as frenchKey } from "stdnum/lib/cjs/fr/tva.js";
import { validate as greekKey } from "stdnum/lib/cjs/gr/vat.js";
import { validate as croatianKey } from "stdnum/lib/cjs/hr/oib.js";
import { validate as hungarianKey } from "stdnum/lib/cjs/hu/anum.js";
import { validate as irishKey } from "stdnum/lib/cjs/ie/vat.js";
import { validate as lithuanianKey } from "stdnum/lib/cjs/lt/pvm.js";
import { validate as luxembourgKey } from "stdnum/lib/cjs/lu/tva.js";
import { validate as latvianKey } from "stdnum/lib/cjs/lv/pvn.js";
import { validate as malteseKey } from "stdnum/lib/cjs/mt/vat.js";
import { validate as dutchKey } from "stdnum/lib/cjs/nl/btw.js";
import { validate as polishKey } from "stdnum/lib/cjs/pl/nip.js";
import { validate as portugueseKey } from "stdnum/lib/cjs/pt/nif.js";
import { validate as romanianKey } from "stdnum/lib/cjs/ro/cui.js";
import { validate as swedishKey } from "stdnum/lib/cjs/se/vat.js";
import { luhnChecksumDigit, luhnChecksumValidate, weightedSum } from "stdnum/lib/cjs/util/checksum.js";

/** A VAT number in canonical form, or why there is none: not valid, or of a country outside the Union. */
export type VatNumber = { kind: "valid"; number: string } | { kind: "refused"; message: "M-14" | "M-19" };

/** Reads the intra-Community VAT number of a company seated in another member state. */
export function parseVatNumber(canonical: string): VatNumber {
  const prefix = canonical.slice(0, 2).replace("GR", "EL");
  const rule = rules.get(prefix);
  if (!rule) return { kind: "refused", message: /^(?!FR)[A-Z]{2}$/.test(prefix) ? "M-19" : "M-14" };

  const typed = canonical.slice(2);
  const national = prefix === "BE" && typed.length === 9 ? `0${typed}` : typed;
  if (!rule.format.test(national) || !rule.key(national)) return { kind: "refused", message: "M-14" };
  return { kind: "valid", number: prefix + national };
}

/**
 * The VAT number that a structure gives on its sheet, in canonical form, or null: France and the member states
 * by their own rules, any other country by its prefix alone.
 */
export function parseOwnVatNumber(canonical: string): string | null {
  if (canonical.startsWith("FR")) {
    return /^FR[0-9A-HJ-NP-Z]{2}\d{9}$/.test(canonical) && frenchKey(canonical).isValid ? canonical : null;
  }
  const parsed = parseVatNumber(canonical);
  if (parsed.kind === "valid") return parsed.number;
  return parsed.message === "M-19" && /^[A-Z]{2}[A-Z0-9]{2,16}$/.test(canonical) ? canonical : null;
}

/** Whether a country, by its ISO 3166-1 alpha-2 code, is a member state other than France. */
export function isOtherMemberState(country: string): boolean {
  return country === "GR" || (country !== "EL" && rules.has(country));
}

interface Rule {
  format: RegExp;
  /** Only asked about what has the format. */
  key: (national: string) => boolean;
}

/** The table R-121. Keys come from the library, except where it is stricter or laxer than the table. */
const rules: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ["AT", { format: /^U\d{8}$/, key: by(austrianKey) }],
  // The library refuses two digits that the sum allows.
  ["BE", { format: /^[01]\d{9}$/, key: (n) => (Number(n.slice(0, 8)) + Number(n.slice(8))) % 97 === 0 }],
  ["BG", { format: /^\d{9,10}$/, key: (n) => n.length === 10 || bulgarianCompanyKey(n) }],
  ["CY", { format: /^(?!12)\d{8}[A-Z]$/, key: by(cypriotKey) }],
  // The library also reads a date of birth in 9 and 10 digits: format only here.
  ["CZ", { format: /^(?:(?!9)\d{8}|\d{9,10})$/, key: (n) => n.length > 8 || by(czechKey)(n) }],
  ["DE", { format: /^[1-9]\d{8}$/, key: by(germanKey) }],
  ["DK", { format: /^[1-9]\d{7}$/, key: by(danishKey) }],
  ["EE", { format: /^\d{9}$/, key: by(estonianKey) }],
  ["EL", { format: /^\d{9}$/, key: by(greekKey) }],
  [
    "ES",
    {
      format: /^[A-Z0-9]\d{7}[A-Z0-9]$/,
      key: (n) => (/^[\dKLMXYZ]/.test(n) ? by(spanishPersonKey)(n) : spanishCompanyKey(n)),
    },
  ],
  ["FI", { format: /^\d{8}$/, key: by(finnishKey) }],
  ["HR", { format: /^\d{11}$/, key: by(croatianKey) }],
  ["HU", { format: /^\d{8}$/, key: by(hungarianKey) }],
  ["IE", { format: /^(?:\d{7}[A-W][A-IW]?|\d[A-Z+*]\d{5}[A-W])$/, key: by(irishKey) }],
  // The library also wants a known province.
  ["IT", { format: /^\d{11}$/, key: luhnChecksumValidate }],
  ["LT", { format: /^(?:\d{7}|\d{10})1\d$/, key: by(lithuanianKey) }],
  ["LU", { format: /^\d{8}$/, key: by(luxembourgKey) }],
  // The library also reads a date of birth in the numbers of persons: format only here.
  ["LV", { format: /^\d{11}$/, key: (n) => /^[0-3]/.test(n) || by(latvianKey)(n) }],
  ["MT", { format: /^[1-9]\d{7}$/, key: by(malteseKey) }],
  ["NL", { format: /^\d{9}B(?:0[1-9]|[1-9]\d)$/, key: by(dutchKey) }],
  ["PL", { format: /^\d{10}$/, key: by(polishKey) }],
  ["PT", { format: /^[1-9]\d{8}$/, key: by(portugueseKey) }],
  ["RO", { format: /^[1-9]\d{1,9}$/, key: by(romanianKey) }],
  ["SE", { format: /^\d{10}01$/, key: by(swedishKey) }],
  ["SI", { format: /^[1-9]\d{7}$/, key: slovenianKey }],
  // The library refuses some multiples of 11: it reads a date of birth in them.
  ["SK", { format: /^[1-9]\d[2-47-9]\d{7}$/, key: (n) => Number(n) % 11 === 0 }],
]);

function by(validate: (national: string) => { isValid: boolean }): Rule["key"] {
  return (national) => validate(national).isValid;
}

/** The library forgets that 10 stands for 0 after the second weighing. */
function bulgarianCompanyKey(n: string): boolean {
  const leading = n.slice(0, 8);
  const first = weightedSum(leading, { weights: [1, 2, 3, 4, 5, 6, 7, 8], modulus: 11 });
  const key = first < 10 ? first : weightedSum(leading, { weights: [3, 4, 5, 6, 7, 8, 9, 10], modulus: 11 }) % 10;
  return String(key) === n.at(-1);
}

/** Digit or letter, either accepted: the library wants the one that suits the kind of company. */
function spanishCompanyKey(n: string): boolean {
  const digit = luhnChecksumDigit(n.slice(1, 8));
  return n.endsWith(digit) || n.endsWith("JABCDEFGHI".charAt(Number(digit)));
}

/** The library lets 11 pass. */
function slovenianKey(n: string): boolean {
  const key = 11 - weightedSum(n.slice(0, 7), { weights: [8, 7, 6, 5, 4, 3, 2], modulus: 11 });
  return key < 11 && String(key % 10) === n.at(-1);
}
