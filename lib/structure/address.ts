import { z } from "zod";
import type { MessageId } from "@/lib/i18n/language";
import { optionalPlainText, plainText } from "@/lib/platform/plain-text";

const say = (id: MessageId) => id;

/** The fields of the address of a structure. */
export const addressFields = {
  addressLine1: plainText(255),
  addressLine2: optionalPlainText(255),
  addressLine3: optionalPlainText(255),
  postcode: optionalPlainText(10),
  city: plainText(100),
  /** ISO 3166-1 alpha-2. */
  country: z.string(say("M-01")).regex(/^[A-Z]{2}$/, say("M-01")),
};

/** An address as it is written on a letter; `country` is its last line, in words. */
export function addressLines(
  address: {
    addressLine1: string;
    addressLine2?: string | null;
    addressLine3?: string | null;
    postcode: string | null;
    city: string;
  },
  country: string | null,
): string[] {
  const { addressLine1, addressLine2, addressLine3, postcode, city } = address;
  return [addressLine1, addressLine2, addressLine3, [postcode, city].filter(Boolean).join(" "), country].filter(
    (line): line is string => Boolean(line),
  );
}

/** In France a postcode is required and has 5 digits; abroad it is free. Judged along with the other fields. */
export function withFrenchPostcode<Schema extends z.ZodType<{ postcode: string | null }>>(schema: Schema): Schema {
  return schema
    .refine(({ postcode }) => postcode !== null, { path: ["postcode"], message: say("M-01"), when: inFrance })
    .refine(({ postcode }) => postcode === null || /^\d{5}$/.test(postcode), {
      path: ["postcode"],
      message: say("M-16-postcode"),
      when: inFrance,
    });
}

/** As soon as there is a postcode to judge. */
function inFrance({ value }: { value: unknown }): boolean {
  const address = Object(value) as Partial<Record<string, unknown>>;
  return address.country === "FR" && address.postcode !== undefined;
}
