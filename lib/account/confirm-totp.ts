import { and, eq, isNull } from "drizzle-orm";
import { totpAuthenticators } from "@/drizzle/schema/account";
import type { Context } from "@/lib/platform/context";
import { sealValue } from "@/lib/platform/seal-value";
import { addFactor } from "./add-factor";
import { findTotpSetUp } from "./find-totp-set-up";
import { type PasswordProof, requireOwnProof } from "./prove-password";
import type { Holder } from "./second-factor";
import { totpStepOf } from "./totp";

/** `not-started`: nothing waits for a code, or it was confirmed in another window. */
export type ConfirmTotpOutcome =
  | { kind: "added"; codes: string[] | null }
  | { kind: "wrong-code" }
  | { kind: "not-started" }
  | { kind: "overloaded" };

/** The first code of an authenticator application comes back: from now on it is asked at each sign-in (R-425, SEC-48). */
export async function confirmTotp(
  ctx: Context,
  { holder, proof, code }: { holder: Holder; proof: PasswordProof; code: string },
): Promise<ConfirmTotpOutcome> {
  requireOwnProof(proof, holder);
  const setUp = await findTotpSetUp(ctx, holder);
  if (!setUp) return { kind: "not-started" };
  const step = totpStepOf({ secret: setUp.secret, code, now: ctx.now() });
  if (step === null) return { kind: "wrong-code" };
  // From now on it is the account's, no more the session's.
  const sealedSecret = sealValue(ctx.env, { purpose: "totp", ownerId: holder.accountId, value: setUp.secret });
  const outcome = await addFactor(ctx, {
    holder,
    factor: "totp",
    write: async (tx) => {
      const confirmed = await tx.db
        .update(totpAuthenticators)
        // This code is used up: it does not sign anybody in as well.
        .set({ confirmedAt: tx.now(), lastStep: step, sealedSecret })
        .where(
          and(
            eq(totpAuthenticators.accountId, holder.accountId),
            eq(totpAuthenticators.sealedSecret, setUp.sealed),
            isNull(totpAuthenticators.confirmedAt),
          ),
        )
        .returning({ accountId: totpAuthenticators.accountId });
      return confirmed.length > 0;
    },
  });
  return outcome.kind === "not-added" ? { kind: "not-started" } : outcome;
}
