import { generateAuthenticationOptions } from "@simplewebauthn/server";
import { asc, eq } from "drizzle-orm";
import { passkeys } from "@/drizzle/schema/account";
import type { Context } from "@/lib/platform/context";
import { keepChallenge } from "./challenge";
import type { PendingSignIn } from "./find-pending-sign-in";
import { CHALLENGE_MINUTES, relyingParty } from "./passkey";

/** What a browser is asked when one of the account's passkeys shall answer: a challenge of its own, good once (SEC-49). */
export async function askForPasskey(ctx: Context, { sessionId, account }: PendingSignIn) {
  const known = await ctx.db
    .select({ id: passkeys.credentialId, transports: passkeys.transports })
    .from(passkeys)
    .where(eq(passkeys.accountId, account.id))
    .orderBy(asc(passkeys.createdAt));
  const options = await generateAuthenticationOptions({
    rpID: relyingParty(ctx.env).id,
    allowCredentials: known,
    challenge: new Uint8Array(Buffer.from(ctx.secret(), "base64url")),
    userVerification: "required",
    timeout: CHALLENGE_MINUTES * 60_000,
  });
  await keepChallenge(ctx, { sessionId, challenge: options.challenge, purpose: "sign-in" });
  return options;
}
