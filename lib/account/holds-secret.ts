import { subSeconds } from "date-fns";
import { and, eq, gt, or, type SQL } from "drizzle-orm";
import { sessions } from "@/drizzle/schema/account";
import { RENEWAL_SECONDS, secretHash } from "./session";

/**
 * Whether a session is the one that holds this secret at that moment, or held it until a moment ago: a request may have
 * left the browser before the answer came that brought the new one (SEC-42). Whoever asks for a session by its secret
 * asks this.
 */
export function holdsSecret(secret: string, now: Date): SQL | undefined {
  const hash = secretHash(secret);
  return or(
    eq(sessions.secretHash, hash),
    and(eq(sessions.previousSecretHash, hash), gt(sessions.renewedAt, subSeconds(now, RENEWAL_SECONDS))),
  );
}
