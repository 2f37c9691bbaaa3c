import { verifyAuthenticationResponse } from "@simplewebauthn/server";
import { and, eq } from "drizzle-orm";
import { passkeys } from "@/drizzle/schema/account";
import type { Context } from "@/lib/platform/context";
import { takeChallenge } from "./challenge";
import type { PendingSignIn } from "./find-pending-sign-in";
import { parsePasskey, passkeyAnswer, relyingParty } from "./passkey";
import type { CheckedAnswer } from "./second-factor";

/** Whether a passkey of the account signed this browser's challenge, for our address, with its owner verified (SEC-49). */
export async function checkPasskey(
  ctx: Context,
  { sessionId, account, answer }: Pick<PendingSignIn, "sessionId" | "account"> & { answer: string },
): Promise<CheckedAnswer> {
  const challenge = await takeChallenge(ctx, { sessionId, purpose: "sign-in" });
  const response = parsePasskey(answer, passkeyAnswer);
  if (challenge === null || response === null) return { kind: "wrong" };
  const [known] = await ctx.db
    .select()
    .from(passkeys)
    .where(and(eq(passkeys.credentialId, response.id), eq(passkeys.accountId, account.id)));
  if (!known) return { kind: "wrong" };
  const { id, origin } = relyingParty(ctx.env);
  const publicKey = new Uint8Array(Buffer.from(known.publicKey, "base64url"));
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: id,
    credential: { id: known.credentialId, publicKey, counter: known.counter },
    requireUserVerification: true,
  }).catch(() => null);
  if (!verified?.verified) return { kind: "wrong" };
  const { newCounter } = verified.authenticationInfo;
  return {
    kind: "right",
    use: async (tx) => {
      const used = await tx.db
        .update(passkeys)
        .set({ counter: newCounter, lastUsedAt: tx.now() })
        // A counter that moved meanwhile says that the key was copied; many keys always count zero.
        .where(and(eq(passkeys.id, known.id), eq(passkeys.counter, known.counter)))
        .returning({ id: passkeys.id });
      return used.length > 0;
    },
  };
}
