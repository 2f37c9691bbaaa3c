import { z } from "zod";
import { toldTogether } from "@/lib/platform/told-together";
import { emailField } from "./email";
import { secretQuestionField } from "./secret-question";

/** Longer than any password we take; above it nothing is hashed. */
const typedPassword = z.string().min(1, "M-01").max(1024, "M-40");

/** The password once more, in a form that always asks for it. Above 1024 nothing is hashed. */
export const currentPasswordField = z.string("M-01").min(1, "M-01").max(1024, "M-40-current");

/** The password once more, in a form that asks only where the last answer is older than ten minutes (SEC-45). */
export const passwordAgainField = z.string().max(1024, "M-40-current").optional();

/** What the sign-in form sends. A malformed address is no separate answer: it fails like any other (M-40). */
export const signInInput = z.strictObject({
  email: z.string().trim().min(1, "M-01").max(400, "M-40"),
  password: typedPassword,
  returnTo: z.string().max(500).optional(),
});

/** A form that asks for an e-mail address and nothing else. */
export const emailInput = z.strictObject({ email: emailField });

/** What S-04 sends; without a question where `SECRET_QUESTION=off`. The action checks the rules that need the person. */
export const activationInput = toldTogether(
  z.strictObject({
    password: typedPassword,
    confirmation: typedPassword,
    secretQuestion: secretQuestionField.optional(),
    secretAnswer: z.string().optional(),
  }),
  "secretAnswer",
);
