import { generateRegistrationOptions } from "@simplewebauthn/server";
import { eq } from "drizzle-orm";
import { passkeys } from "@/drizzle/schema/account";
import type { Context } from "@/lib/platform/context";
import { keepChallenge } from "./challenge";
import { CHALLENGE_MINUTES, relyingParty } from "./passkey";
import type { Holder } from "./second-factor";

/** What a browser is asked in order to make a passkey; those the account has are not made twice (SEC-49). */
export async function askForNewPasskey(
  ctx: Context,
  person: Holder & { email: string; givenName: string; familyName: string },
) {
  const { accountId, sessionId, email, givenName, familyName } = person;
  const known = await ctx.db
    .select({ id: passkeys.credentialId, transports: passkeys.transports })
    .from(passkeys)
    .where(eq(passkeys.accountId, accountId));
  const { id, name } = relyingParty(ctx.env);
  const options = await generateRegistrationOptions({
    rpID: id,
    rpName: name,
    // The key keeps this number; it must tell nothing of the person.
    userID: new Uint8Array(Buffer.from(accountId.replaceAll("-", ""), "hex")),
    userName: email,
    userDisplayName: `${givenName} ${familyName}`,
    challenge: new Uint8Array(Buffer.from(ctx.secret(), "base64url")),
    attestationType: "none",
    excludeCredentials: known,
    authenticatorSelection: { residentKey: "preferred", userVerification: "required" },
    timeout: CHALLENGE_MINUTES * 60_000,
  });
  await keepChallenge(ctx, { sessionId, challenge: options.challenge, purpose: "enrolment" });
  return options;
}
