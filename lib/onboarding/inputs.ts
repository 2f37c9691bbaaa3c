import { z } from "zod";
import { identifierType } from "@/drizzle/schema/structure";
import { emailField, parseEmail } from "@/lib/account/email";
import { personNameField } from "@/lib/account/person-name";
import { joinPhone, phoneNumberField, phonePrefixField } from "@/lib/account/phone";
import type { MessageId } from "@/lib/i18n/language";
import { optionalPlainText, plainText } from "@/lib/platform/plain-text";
import { toldTogether } from "@/lib/platform/told-together";
import { addressFields, withFrenchPostcode } from "@/lib/structure/address";
import { employmentSchemes, providerCategories } from "@/lib/workspace/justice-costs";
import type { WorkspaceCode } from "@/lib/workspace/workspace";

const say = (id: MessageId) => id;
/** Something typed that nobody has judged yet: it is kept as it is, within reason. */
const typed = z.string(say("M-16")).max(5000, say("M-06")).optional();
const ticked = z.literal("on", say("M-16")).optional();

/** "Vous êtes nouveau ?" on the home page: carried into the wizard, once checked. */
export const startInput = z.strictObject({ email: emailField, siret: z.string(say("M-01")).max(100, say("M-10")) });

/** What can be typed in step 1. */
export const personTyped = z.strictObject({
  email: typed,
  emailAgain: typed,
  familyName: typed,
  givenName: typed,
  phonePrefix: typed,
  phone: typed,
  contactEmail: typed,
  terms: ticked,
  survey: ticked,
});

/** Step 1, complete. An empty contact address stands for the login address. */
export const personInput = z
  .strictObject({
    email: emailField,
    emailAgain: z.string(say("M-01")).trim().min(1, say("M-01")),
    familyName: personNameField,
    givenName: personNameField,
    phonePrefix: phonePrefixField,
    phone: phoneNumberField,
    contactEmail: z.string().default("").transform(contactEmail),
    terms: z.literal("on", say("M-04")),
    survey: ticked,
  })
  .refine(({ email, emailAgain }) => parseEmail(emailAgain) === email, {
    path: ["emailAgain"],
    message: say("M-03"),
    // Told along with the other mistakes of the form, as soon as both addresses can be compared.
    when: ({ value }) => {
      const fields = Object(value) as Partial<Record<string, unknown>>;
      return parseEmail(String(fields.email ?? "")) !== null && String(fields.emailAgain ?? "") !== "";
    },
  })
  .transform(({ email, familyName, givenName, phonePrefix, phone, contactEmail, survey }) => ({
    email,
    familyName,
    givenName,
    phone: joinPhone(phonePrefix, phone),
    contactEmail: contactEmail ?? email,
    survey: survey === "on",
  }));

/** Who asks for an account. */
export type Person = z.output<typeof personInput>;

/** What can be typed to find an organisation; country and name let the portal propose an identifier. */
export const searchTyped = z.strictObject({
  identifierType: typed,
  identifier: typed,
  proposedCountry: typed,
  proposedName: typed,
});

/** A search that can be made; outside the Union the portal may propose an identifier where none is typed. */
export const searchInput = toldTogether(
  z.strictObject({
    identifierType: z.enum(identifierType.enumValues, say("M-01")),
    identifier: z.string(say("M-01")).max(100, say("M-16")),
    proposedCountry: z.string().max(2).default(""),
    proposedName: optionalPlainText(99),
  }),
  "identifier",
  (typed) => typed.identifierType === "HORS_UE",
);

/** What can be typed about an organisation. */
export const detailsTyped = z.strictObject({
  legalName: typed,
  familyName: typed,
  givenName: typed,
  label: typed,
  addressLine1: typed,
  addressLine2: typed,
  addressLine3: typed,
  postcode: typed,
  city: typed,
  country: typed,
  paymentRequests: ticked,
  dume: ticked,
});
export type DetailsTyped = z.output<typeof detailsTyped>;

/** Where an organisation is. */
export const addressInput = withFrenchPostcode(z.object({ label: optionalPlainText(99), ...addressFields }));

/** What it is called: typed, unless the register tells it. */
export const legalNameInput = z.object({ legalName: plainText(99) });

/** A private individual is called by first and last name. */
export const individualInput = z.object({ familyName: personNameField, givenName: personNameField });

/** What the account is for: at least one (R-311, M-20). */
export const purposesInput = z
  .object({ paymentRequests: ticked, dume: ticked })
  .transform(({ paymentRequests, dume }) => ({ paymentRequests: paymentRequests === "on", dume: dume === "on" }))
  .refine(({ paymentRequests, dume }) => paymentRequests || dume, { path: ["paymentRequests"], message: say("M-20") });

/** A box alone arrives as a text, several as a list. */
const codes = z
  .union([z.string(), z.array(z.string()).max(20)])
  .default([])
  .transform((value) => (Array.isArray(value) ? value : [value]));

/** What can be chosen in step 3. */
export const workspacesTyped = z.strictObject({
  workspaces: codes,
  providerCategory: typed,
  employmentScheme: typed,
});
export type WorkspacesTyped = z.output<typeof workspacesTyped>;

/** Step 3, complete, for what that structure may be offered. What is not offered is left out. */
export function workspacesInput({ offered, scheme }: { offered: readonly WorkspaceCode[]; scheme: boolean }) {
  return z
    .object({
      workspaces: codes.transform((chosen) => offered.filter((code) => chosen.includes(code))),
      providerCategory: z.enum(providerCategories).nullable().catch(null),
      employmentScheme: z.enum(employmentSchemes).nullable().catch(null),
    })
    .transform((choice, context) => {
      const justice = choice.workspaces.includes("MEMOIRES_FRAIS_JUSTICE");
      const asked = { providerCategory: justice, employmentScheme: justice && scheme };
      for (const field of ["providerCategory", "employmentScheme"] as const) {
        if (!asked[field]) choice[field] = null;
        else if (choice[field] === null) {
          context.issues.push({ code: "custom", path: [field], message: say("M-01"), input: choice[field] });
        }
      }
      return choice;
    });
}
/** Step 3, judged. */
export type WorkspaceChoice = z.output<ReturnType<typeof workspacesInput>>;

function contactEmail(text: string, context: z.RefinementCtx<string>) {
  if (text.trim() === "") return null;
  const email = parseEmail(text);
  if (email) return email;
  context.issues.push({ code: "custom", message: say("M-02"), input: text });
  return z.NEVER;
}
