import { z } from "zod";
import type { MessageId } from "@/lib/i18n/language";

/** A telephone number in international form, "+33612345678" (téléphone; R-308). */
export type Phone = string & { readonly __brand: "Phone" };

/** E.164 country codes: two countries share a digit each, some have two, the others three. */
const international = /^\+(1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|[2-9]\d{2})(\d{4,14})$/;
/** Where the number's own zero is dialled from abroad too: Italy, San Marino, Ivory Coast, Congo. */
const zeroKept = new Set(["39", "378", "225", "242"]);

/** Reads a number with its country prefix, +33 when none was typed; null when it is none. */
export function parsePhone(raw: string): Phone | null {
  if (raw.length > 100) return null;
  const typed = raw.replace("(0)", "").replace(/[\s.()/-]/g, "").replace(/^00/, "+");
  const [, country = "", number = ""] = international.exec(typed.startsWith("+") ? typed : `+33${typed}`) ?? [];
  if (number === "") return null;
  // The one place where a Phone is made.
  return `+${country}${zeroKept.has(country) ? number : number.replace(/^0/, "")}` as Phone;
}

/** A telephone number that a form may be sent without: null when left empty, M-05 when it is none. */
export const phoneField = z
  .string("M-05" satisfies MessageId)
  .default("")
  .transform((raw, context): Phone | null => {
    if (raw.trim() === "") return null;
    const phone = parsePhone(raw);
    if (phone) return phone;
    context.issues.push({ code: "custom", message: "M-05" satisfies MessageId, input: raw });
    return z.NEVER;
  });
