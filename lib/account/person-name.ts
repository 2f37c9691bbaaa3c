import { z } from "zod";
import type { MessageId } from "@/lib/i18n/language";
import { atMost, hasUnprintable, tidyLine } from "@/lib/platform/plain-text";

/** A given or family name (prénom, nom): no link and no markup can be written with these characters (SEC-32, R-308). */
export type PersonName = string & { readonly __brand: "PersonName" };

const MAX_LENGTH = 80;
/** More marks on one letter than any language writes draw over the neighbouring lines. */
const name = /^(?!.*\p{M}{4})(?=.*\p{L})[\p{L}\p{M} '’-]+$/u;

/** A name that a form asks for: letters, spaces, hyphens, apostrophes; M-01, M-06 or M-16-name. */
export const personNameField = z
  .string("M-01" satisfies MessageId)
  .transform(tidyLine)
  .pipe(
    z
      .string()
      .min(1, "M-01" satisfies MessageId)
      .check(atMost(MAX_LENGTH))
      .refine((text) => text === "" || isPersonName(text), "M-16-name" satisfies MessageId),
  )
  // Checked on the line above.
  .transform((text) => text as PersonName);

function isPersonName(text: string): boolean {
  return text.length <= MAX_LENGTH * 4 && name.test(text) && !hasUnprintable(text);
}
