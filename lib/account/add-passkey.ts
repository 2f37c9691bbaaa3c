import { verifyRegistrationResponse } from "@simplewebauthn/server";
import { eq } from "drizzle-orm";
import { passkeys } from "@/drizzle/schema/account";
import type { Context } from "@/lib/platform/context";
import { addFactor } from "./add-factor";
import { takeChallenge } from "./challenge";
import { MOST_PASSKEYS, parsePasskey, passkeyCreation, relyingParty } from "./passkey";
import { type PasswordProof, requireOwnProof } from "./prove-password";
import type { Holder } from "./second-factor";

/** What the browser made, and what its owner calls it. */
export interface NewPasskey {
  holder: Holder;
  proof: PasswordProof;
  label: string;
  creation: string;
}

export type AddPasskeyOutcome =
  | { kind: "added"; codes: string[] | null }
  | { kind: "not-accepted" }
  | { kind: "too-many-passkeys" }
  | { kind: "overloaded" };

/** Adds a passkey that answered this session's challenge, for our address, with its owner verified (R-425, SEC-49). */
export async function addPasskey(
  ctx: Context,
  { holder, proof, label, creation }: NewPasskey,
): Promise<AddPasskeyOutcome> {
  requireOwnProof(proof, holder);
  const challenge = await takeChallenge(ctx, { sessionId: holder.sessionId, purpose: "enrolment" });
  const response = parsePasskey(creation, passkeyCreation);
  if (challenge === null || response === null) return { kind: "not-accepted" };
  const { id, origin } = relyingParty(ctx.env);
  const verified = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: id,
    requireUserVerification: true,
  }).catch(() => null);
  if (!verified?.verified) return { kind: "not-accepted" };
  const { credential } = verified.registrationInfo;

  let tooMany = false;
  const outcome = await addFactor(ctx, {
    holder,
    factor: "passkey",
    write: async (tx) => {
      tooMany = (await tx.db.$count(passkeys, eq(passkeys.accountId, holder.accountId))) >= MOST_PASSKEYS;
      if (tooMany) return false;
      const stored = await tx.db
        .insert(passkeys)
        .values({
          id: tx.id(),
          accountId: holder.accountId,
          credentialId: credential.id,
          publicKey: Buffer.from(credential.publicKey).toString("base64url"),
          counter: credential.counter,
          transports: credential.transports ?? [],
          label,
          createdAt: tx.now(),
        })
        .onConflictDoNothing({ target: passkeys.credentialId })
        .returning({ id: passkeys.id });
      return stored.length > 0;
    },
  });
  if (outcome.kind !== "not-added") return outcome;
  return { kind: tooMany ? "too-many-passkeys" : "not-accepted" };
}
