import { createHash } from "node:crypto";

/** A session ends after this long without use, and after this long in all (R-423, SEC-43). */
export const IDLE_MINUTES = 30;
export const ABSOLUTE_HOURS = 12;
/** How long requests under way may still carry the secret that was just replaced (SEC-42). */
export const RENEWAL_SECONDS = 30;

/** How a session or device secret is kept: it is random enough for a fast hash (SEC-42). */
export function secretHash(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}
