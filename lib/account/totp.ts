import { Secret, TOTP } from "otpauth";

/** Every authenticator application knows these (RFC 6238); other values are ignored by many of them. */
const PERIOD_SECONDS = 30;
const options = { algorithm: "SHA1", digits: 6, period: PERIOD_SECONDS } as const;

/** A secret for an authenticator application, in the letters it is typed in: 160 of the given random bits. */
export function totpSecretFrom(random: string): string {
  const bytes = new Uint8Array(Buffer.from(random, "base64url").subarray(0, 20));
  return new Secret({ buffer: bytes.buffer }).base32;
}

/** The address that the QR code holds: the portal's name and the person's address name the line in the application. */
export function totpAddress({ secret, issuer, label }: { secret: string; issuer: string; label: string }): string {
  return new TOTP({ ...options, issuer, label, secret: Secret.fromBase32(secret) }).toString();
}

/** The time step whose code this is, one step early or late included (SEC-48); null when it is no such code. */
export function totpStepOf({ secret, code, now }: { secret: string; code: string; now: Date }): number | null {
  const timestamp = now.getTime();
  const totp = new TOTP({ ...options, secret: Secret.fromBase32(secret) });
  const delta = /^\d{6}$/.test(code) ? totp.validate({ token: code, timestamp, window: 1 }) : null;
  return delta === null ? null : TOTP.counter({ period: PERIOD_SECONDS, timestamp }) + delta;
}

/** The secret as people read it aloud and type it: four letters at a time. */
export function inFours(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(" ") ?? "";
}
