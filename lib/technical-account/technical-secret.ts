import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import type { Env } from "@/lib/platform/env";

/** The password of a technical account: 20 characters of at least 112 bits, made by the server alone (R-1004, SEC-78). */
export type TechnicalPassword = string & { readonly __brand: "TechnicalPassword" };

const LENGTH = 20;
/**
 * All four classes; no quote, backslash, colon or space, nothing that looks like something else, and nothing that a shell
 * or a form decoder reads as more than itself.
 */
const classes = ["ABCDEFGHJKLMNPQRSTUVWXYZ", "abcdefghijkmnopqrstuvwxyz", "23456789", ",-./=@_"] as const;
const alphabet = classes.join("");

/**
 * A new password from whatever makes random bytes (`ctx.secret`); drawn again until all four classes are in it and it
 * begins with a letter or digit: in a command or a table nothing takes it for an option or a formula.
 */
export function newTechnicalPassword(secret: () => string): TechnicalPassword {
  for (;;) {
    const drawn = draw(secret);
    // The one place that makes a TechnicalPassword.
    if (/^[A-Za-z0-9]/.test(drawn) && classes.every((letters) => [...letters].some((letter) => drawn.includes(letter))))
      return drawn as TechnicalPassword;
  }
}

/** Without favour: a byte beyond the last whole round of the alphabet is thrown away. */
function draw(secret: () => string): string {
  const fair = 256 - (256 % alphabet.length);
  let drawn = "";
  while (drawn.length < LENGTH) {
    for (const byte of Buffer.from(secret(), "base64url")) {
      if (byte < fair && drawn.length < LENGTH) drawn += alphabet[byte % alphabet.length];
    }
  }
  return drawn;
}

type Keyring = Pick<Env, "API_SECRET">;

/** How a generated password is kept: a fast hash under the first key of `API_SECRET`, so that a call costs no slow one. */
export function hashSecret(env: Keyring, password: string): { secretHash: string; keyVersion: number } {
  const [current] = env.API_SECRET;
  if (!current) throw new Error("API_SECRET is empty");
  return { secretHash: keyedHash(current.secret, password).toString("base64url"), keyVersion: current.version };
}

/** Whether a password is the one that was hashed, in constant time; false when the key of its hash is gone (SEC-16). */
export function isSecret(
  env: Keyring,
  password: string,
  { secretHash, keyVersion }: { secretHash: string; keyVersion: number },
): boolean {
  const key = env.API_SECRET.find(({ version }) => version === keyVersion);
  const stored = Buffer.from(secretHash, "base64url");
  const given = keyedHash(key?.secret ?? "", password);
  return key !== undefined && stored.length === given.length && timingSafeEqual(stored, given);
}

function keyedHash(secret: string, password: string): Buffer {
  return createHmac("sha256", subkey(secret, "technical passwords")).update(password).digest();
}

const derived = new Map<string, Buffer>();

/** One key a purpose from one secret: a token is never a hash of something else. Derived once, for every token needs it. */
export function subkey(secret: string, purpose: "technical passwords" | "access tokens" | "cursors"): Buffer {
  const name = `${purpose} ${secret}`;
  const known = derived.get(name);
  if (known) return known;
  const key = Buffer.from(hkdfSync("sha256", secret, "", `attache ${purpose}`, 32));
  derived.set(name, key);
  return key;
}
