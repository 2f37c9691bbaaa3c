import { z } from "zod";
import type { MessageId } from "@/lib/i18n/language";

/** A telephone number in international form, "+33612345678" (téléphone; R-308). */
export type Phone = string & { readonly __brand: "Phone" };

/** What stands in the prefix field at first. */
export const DEFAULT_PHONE_PREFIX = "+33";

/** Where a number's own zero is dialled from abroad too: Italy, San Marino, Ivory Coast, Congo. */
const zeroKept = new Set(["+39", "+378", "+225", "+242"]);

/** The country prefix: "+33", "33" and "0033" are the same; empty stands for France (R-308, M-05). */
export const phonePrefixField = z
  .string("M-05" satisfies MessageId)
  .default("")
  .transform((raw) => {
    const digits = withoutSeparators(raw).replace(/^(?:\+|00)/, "");
    return digits === "" ? DEFAULT_PHONE_PREFIX : `+${digits}`;
  })
  .pipe(z.string().regex(/^\+[1-9]\d{0,2}$/, "M-05" satisfies MessageId));

/** The number after its prefix, 4 to 14 digits, with the separators people write; null when left empty (R-308, M-05). */
export const phoneNumberField = z
  .string("M-05" satisfies MessageId)
  .default("")
  .transform(withoutSeparators)
  .pipe(z.string().regex(/^(?:\d{4,14})?$/, "M-05" satisfies MessageId))
  .transform((digits) => digits || null);

/** Joins what the two fields accepted, without the zero that is dialled only inside the country. */
export function joinPhone(prefix: string, number: string | null): Phone | null {
  if (number === null) return null;
  const national = zeroKept.has(prefix) ? number : number.replace(/^0/, "");
  // The one place where a Phone is made; both parts were checked by the fields above.
  return `${prefix}${national}` as Phone;
}

/** A number as its two fields show it again: the prefix is as long as its zone makes it. */
export function splitPhone(phone: string): { prefix: string; number: string } {
  const [, prefix = DEFAULT_PHONE_PREFIX, number = ""] =
    /^(\+(?:[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3}))(\d+)$/.exec(phone) ?? [];
  return { prefix, number };
}

function withoutSeparators(raw: string): string {
  // A longer text is no telephone number: left as it is, for the pattern to refuse.
  return raw.length > 100 ? raw : raw.replace("(0)", "").replace(/[\s.()/-]/g, "");
}
