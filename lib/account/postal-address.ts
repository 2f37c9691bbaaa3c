import { z } from "zod";
import type { MessageId } from "@/lib/i18n/language";
import { optionalPlainText } from "@/lib/platform/plain-text";

const say = (id: MessageId) => id;

/** The fields of an address where there need not be one: of a person, of a department. */
export const optionalAddressFields = {
  addressLine1: optionalPlainText(255),
  addressLine2: optionalPlainText(255),
  addressLine3: optionalPlainText(255),
  postcode: optionalPlainText(10),
  city: optionalPlainText(100),
  /** ISO 3166-1 alpha-2. */
  country: z
    .string(say("M-16"))
    .regex(/^(?:[A-Z]{2})?$/, say("M-16"))
    .default("")
    .transform((code) => code || null),
};

/** A postcode that is given has 5 digits in France; abroad it is free. */
export function withFrenchPostcodeWhereThereIsOne<
  Schema extends z.ZodType<{ postcode: string | null; country: string | null }>,
>(schema: Schema) {
  return schema.refine(({ postcode, country }) => postcode === null || country !== "FR" || /^\d{5}$/.test(postcode), {
    path: ["postcode"],
    message: say("M-16-postcode"),
  });
}
