import { z } from "zod";
import { identifierType } from "@/drizzle/schema/structure";
import { parseEmail } from "@/lib/account/email";
import { joinPhone, phoneNumberField, phonePrefixField } from "@/lib/account/phone";
import { optionalAddressFields, withFrenchPostcodeWhereThereIsOne } from "@/lib/account/postal-address";
import type { MessageId } from "@/lib/i18n/language";
import { optionalPlainText, plainText } from "@/lib/platform/plain-text";
import { addressFields, withFrenchPostcode } from "./address";
import { canonicalText } from "./identifier";
import type { SheetValues } from "./sheet";
import { parseOwnVatNumber } from "./vat-number";

const say = (id: MessageId) => id;
const ticked = z
  .literal("on", say("M-16"))
  .optional()
  .transform((box) => box === "on");
/** The version of the row that the form was made from. */
const version = z.coerce.number(say("M-16")).int(say("M-16")).min(1, say("M-16"));

/** The form of "Informations générales" and "Adresse postale du siège". */
export const sheetInput = withFrenchPostcode(
  z.strictObject({
    structureId: z.uuid(),
    act: z.literal("save", say("M-16")).optional(),
    version,
    /** Absent where the register gave the name. */
    legalName: plainText(161).optional(),
    label: optionalPlainText(99),
    email: z.string().default("").transform(optionalEmail),
    tradeRegisterNumber: optionalPlainText(50),
    vatNumber: z.string().max(100, say("M-16-vat")).default("").transform(ownVatNumber),
    issuesEdi: ticked,
    receivesLifeCycleByEdi: ticked,
    connectionRequested: ticked,
    farmAccountingCentre: ticked,
    ...addressFields,
    phonePrefix: phonePrefixField,
    phone: phoneNumberField,
    departmentCodeRequired: ticked,
    commitmentNumberRequired: ticked,
    commitmentOrDepartmentRequired: ticked,
    paymentStatusNotReported: ticked,
    contractingAuthority: ticked,
  }),
).refine(
  (sheet) => !sheet.commitmentOrDepartmentRequired || !(sheet.departmentCodeRequired || sheet.commitmentNumberRequired),
  {
    path: ["commitmentOrDepartmentRequired"],
    message: say("M-16-exclusive"),
    // Told along with the other mistakes: three boxes are enough to judge it.
    when: () => true,
  },
);

/** The two buttons of that form. The register is asked whatever was typed: none of it is read, it only comes back. */
export const sheetFormInput = z.discriminatedUnion("act", [
  sheetInput,
  z.object({ structureId: z.uuid(), act: z.literal("refresh") }),
]);

/** What a sent sheet says, by the names of its columns; without a name where the register gave it. */
export function sheetValuesOf({
  structureId: _structureId,
  act: _act,
  version: _version,
  phonePrefix,
  phone,
  legalName,
  ...values
}: z.output<typeof sheetInput>): SheetEdit {
  return { ...values, phone: joinPhone(phonePrefix, phone), ...(legalName !== undefined && { legalName }) };
}
/** A sheet to save: the name may be the register's. */
export type SheetEdit = Omit<SheetValues, "legalName"> & Partial<Pick<SheetValues, "legalName">>;

/** A day as date fields send it; where there are none, people write it their way. */
const typedDay = z
  .string(say("M-16-date"))
  .default("")
  .transform((text) => text.trim().replace(/^(\d{2})\/(\d{2})\/(\d{4})$/, "$3-$2-$1"));
const day = typedDay.pipe(
  z
    .string()
    .min(1, { error: say("M-01"), abort: true })
    .refine(isDay, say("M-16-date")),
);
const optionalDay = typedDay
  .pipe(z.string().refine((text) => text === "" || isDay(text), say("M-16-date")))
  .transform((text) => text || null);

const departmentFields = {
  name: plainText(100),
  description: optionalPlainText(255),
  validFrom: day,
  validUntil: optionalDay,
  commitmentNumberRequired: ticked,
  ...optionalAddressFields,
};

/** A department to add. */
export const newDepartmentInput = withEndAfterStart(
  withFrenchPostcodeWhereThereIsOne(
    z.strictObject({
      structureId: z.uuid(),
      code: z
        .string(say("M-01"))
        .trim()
        .min(1, { error: say("M-01"), abort: true })
        .regex(/^[A-Za-z0-9_.-]{1,100}$/, say("M-16-code")),
      ...departmentFields,
    }),
  ),
);

/** A department to change; its code never does. */
export const departmentInput = withEndAfterStart(
  withFrenchPostcodeWhereThereIsOne(
    z.strictObject({ structureId: z.uuid(), departmentId: z.uuid(), version, ...departmentFields }),
  ),
);

/** "Modifier l'identifiant": what to take instead. */
export const newIdentifierInput = z.strictObject({
  structureId: z.uuid(),
  identifierType: z.enum(identifierType.enumValues, say("M-01")),
  identifier: z.string(say("M-01")).max(100, say("M-16")),
  /** Outside the Union the identifier is made of the name. */
  legalName: optionalPlainText(99),
});

/** `yyyy-mm-dd` of a day that exists, in years that the database and people understand. */
function isDay(text: string): boolean {
  if (!/^(?:19|20|21)\d{2}-\d{2}-\d{2}$/.test(text)) return false;
  const parsed = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text);
}

function withEndAfterStart<Schema extends z.ZodType<{ validFrom: string; validUntil: string | null }>>(schema: Schema) {
  return schema.refine(({ validFrom, validUntil }) => validUntil === null || validUntil > validFrom, {
    path: ["validUntil"],
    message: say("M-16-end"),
    when: ({ value }) => {
      const dates = Object(value) as Partial<Record<string, unknown>>;
      return typeof dates.validFrom === "string" && dates.validUntil !== undefined;
    },
  });
}

function optionalEmail(text: string, context: z.RefinementCtx<string>) {
  if (text.trim() === "") return null;
  const email = parseEmail(text);
  if (email) return email;
  context.issues.push({ code: "custom", message: say("M-02"), input: text });
  return z.NEVER;
}

function ownVatNumber(text: string, context: z.RefinementCtx<string>) {
  const canonical = canonicalText(text);
  if (canonical === "") return null;
  const number = parseOwnVatNumber(canonical);
  if (number !== null) return number;
  context.issues.push({ code: "custom", message: say("M-16-vat"), input: text });
  return z.NEVER;
}
