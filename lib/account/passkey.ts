import { z } from "zod";
import type { Env } from "@/lib/platform/env";

/** How long a browser has to answer a challenge (SEC-49). */
export const CHALLENGE_MINUTES = 5;

/** More would only lengthen what a browser is asked. */
export const MOST_PASSKEYS = 10;

/** Whom a passkey (clé d'accès) is made for: the configured address alone, never the host of a request (SEC-49, SEC-09). */
export function relyingParty(env: Pick<Env, "APP_URL" | "PORTAL_NAME">): { id: string; origin: string; name: string } {
  const { hostname, origin } = new URL(env.APP_URL);
  return { id: hostname, origin, name: env.PORTAL_NAME };
}

const base64url = z
  .string()
  .max(8000)
  .regex(/^[\w-]*$/);
const credential = { id: base64url, rawId: base64url, type: z.literal("public-key") };
// What extensions answer is read by nobody here.
const ignored = z.unknown().transform(() => ({}));

/** What a browser answers when a passkey is made; unknown parts are left out. */
export const passkeyCreation = z.object({
  ...credential,
  clientExtensionResults: ignored,
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z
      .array(z.enum(["ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"]).catch("hybrid"))
      .max(10)
      .optional(),
  }),
});

/** What a browser answers when a passkey signs a challenge. */
export const passkeyAnswer = z.object({
  ...credential,
  clientExtensionResults: ignored,
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url.nullish().transform((handle) => handle ?? undefined),
  }),
});

/** The answer as a form carries it, or null when it is none. */
export function parsePasskey<T>(text: string, shape: z.ZodType<T>): T | null {
  try {
    return shape.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
