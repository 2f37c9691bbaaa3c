import { z } from "zod";
import { plainText } from "@/lib/platform/plain-text";
import { toldTogether } from "@/lib/platform/told-together";
import { passwordAgainField } from "./inputs";

/** What the second step of a sign-in sends: which factor, and a code or what a passkey signed. */
export const secondFactorInput = z.strictObject({
  factor: z.enum(["totp", "passkey", "recovery-code"]),
  // Codes are pasted with spaces around and inside.
  oneTimeCode: z.string().max(100, "M-40-factor").optional(),
  answer: z.string().max(20_000).optional(),
});

/** Where a person goes on to once the second factor is set up; every form on the way carries it. */
const returnTo = z.string().max(500).optional();

/** The step before a factor is set up: the password alone (SEC-45). */
export const beginFactorInput = z.strictObject({ password: passwordAgainField, returnTo });

/** The first code of an authenticator application. */
export const confirmTotpInput = toldTogether(
  z.strictObject({
    oneTimeCode: z.string("M-01").trim().min(1, "M-01").max(100, "M-40-factor"),
    password: passwordAgainField,
    returnTo,
  }),
  "password",
);

/** A passkey that a browser made, and what its owner calls it. */
export const addPasskeyInput = toldTogether(
  z.strictObject({
    label: plainText(60),
    creation: z.string().max(20_000),
    password: passwordAgainField,
    returnTo,
  }),
  "password",
);

/** Which factor is taken away. */
export const removeFactorInput = z.strictObject({
  factor: z.enum(["totp", "passkey"]),
  passkeyId: z.uuid().optional(),
  password: passwordAgainField,
});

/** Ten new recovery codes. */
export const renewRecoveryCodesInput = z.strictObject({ password: passwordAgainField });

/** The codes were put away: on to where the person wanted. */
export const recoveryCodesKeptInput = z.strictObject({ returnTo });
