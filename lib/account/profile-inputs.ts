import { z } from "zod";
import { languages, type MessageId } from "@/lib/i18n/language";
import { toldTogether } from "@/lib/platform/told-together";
import { emailField, parseEmail } from "./email";
import { currentPasswordField, passwordAgainField } from "./inputs";
import { personNameField } from "./person-name";
import { joinPhone, phoneNumberField, phonePrefixField } from "./phone";
import { optionalAddressFields, withFrenchPostcodeWhereThereIsOne } from "./postal-address";
import { secretQuestionField } from "./secret-question";

const say = (id: MessageId) => id;
const ticked = z
  .literal("on", say("M-16"))
  .optional()
  .transform((value) => value === "on");

/** "Mes informations personnelles": `version` is what the form showed; the password counts for a new contact. */
export const profileInput = withFrenchPostcodeWhereThereIsOne(
  z.strictObject({
    version: z.string().max(50),
    contactEmail: emailField,
    password: passwordAgainField,
    familyName: personNameField,
    givenName: personNameField,
    phonePrefix: phonePrefixField,
    phone: phoneNumberField,
    ...optionalAddressFields,
    dailyDigest: ticked,
    weeklySummary: ticked,
    survey: ticked,
    language: z.enum(languages, say("M-01")),
  }),
).transform(({ phonePrefix, phone, ...values }) => ({ ...values, phone: joinPhone(phonePrefix, phone) }));

/** "Gestion du mot de passe": the action checks the rules that need the person, the greatest length too. */
export const changePasswordInput = z.strictObject({
  password: currentPasswordField,
  newPassword: z.string(say("M-01")).min(1, say("M-01")),
  confirmation: z.string(say("M-01")).min(1, say("M-01")),
});

/** "Question secrète"; the action checks the answer against what stands beside it. */
export const changeSecretQuestionInput = toldTogether(
  z.strictObject({
    secretQuestion: secretQuestionField,
    secretAnswer: z.string(say("M-01")),
    password: currentPasswordField,
  }),
  "secretAnswer",
);

/** "Changer mon adresse de connexion": the new one twice. */
export const changeLoginEmailInput = z
  .strictObject({
    email: emailField,
    emailAgain: z.string(say("M-01")).trim().min(1, say("M-01")),
    password: currentPasswordField,
  })
  .refine(({ email, emailAgain }) => parseEmail(emailAgain) === email, {
    path: ["emailAgain"],
    message: say("M-03"),
    // Told along with the other mistakes of the form, as soon as both addresses can be compared.
    when: ({ value }) => {
      const fields = Object(value) as Partial<Record<string, unknown>>;
      return parseEmail(String(fields.email ?? "")) !== null && String(fields.emailAgain ?? "") !== "";
    },
  });
