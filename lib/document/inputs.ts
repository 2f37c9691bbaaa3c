import { extractBIC, isValidBIC, isValidIBAN } from "ibantools";
import { z } from "zod";
import { passwordAgainField } from "@/lib/account/inputs";
import { plainText } from "@/lib/platform/plain-text";
import { toldTogether } from "@/lib/platform/told-together";
import { canonicalText } from "@/lib/structure/identifier";
import { documentTypes, MAX_LABEL } from "./document";

/** What is said about a file that is added; the file itself is judged by its content. */
export const newDocumentInput = z.strictObject({
  type: z.enum(documentTypes, "M-01"),
  label: plainText(MAX_LABEL),
});

/** "Supprimer" of one of one's own documents. */
export const ownDocumentInput = z.strictObject({ documentId: z.uuid() });

/** "Supprimer" of a document of a structure. */
export const documentInput = z.strictObject({ structureId: z.uuid(), documentId: z.uuid() });

const iban = z
  .string("M-01")
  .max(100, "M-16-iban")
  .transform(canonicalText)
  .pipe(
    z
      .string()
      .min(1, { error: "M-01", abort: true })
      .refine((text) => isValidIBAN(text), { error: "M-16-iban", abort: true }),
  );

/** Left empty inside the single euro payments area, where the IBAN says it all. */
const bic = z
  .string("M-16-bic")
  .max(100, "M-16-bic")
  .default("")
  .transform(canonicalText)
  .pipe(z.string().refine((text) => text === "" || isValidBIC(text), { error: "M-16-bic", abort: true }))
  .transform((text) => text || null);

/** The form of "Coordonnées bancaires": `version` is what was on the screen, 0 where there was nothing. */
export const bankDetailsInput = toldTogether(
  z
    .strictObject({
      structureId: z.uuid(),
      version: z.coerce.number().int().min(0),
      holder: plainText(MAX_LABEL),
      iban,
      bic,
      password: passwordAgainField,
    })
    .refine(({ iban: account, bic: bank }) => bank === null || agree(account, bank), {
      path: ["bic"],
      error: "M-16-bic-country",
    }),
  "password",
);

/** "Supprimer" of the bank details. */
export const bankDetailsRemovalInput = z.strictObject({
  structureId: z.uuid(),
  version: z.coerce.number().int().min(1),
  password: passwordAgainField,
});

/** Some accounts of dependent territories carry the mother country's code in one of the two. */
const families: string[][] = [
  ["FR", "GF", "GP", "MQ", "RE", "YT", "PM", "BL", "MF", "PF", "NC", "WF", "TF", "MC"],
  ["GB", "GG", "JE", "IM"],
  ["ES", "IC", "EA"],
  ["FI", "AX"],
];

function agree(account: string, bank: string): boolean {
  const own = account.slice(0, 2);
  const { countryCode } = extractBIC(bank);
  return own === countryCode || families.some((codes) => codes.includes(own) && codes.includes(countryCode ?? ""));
}
