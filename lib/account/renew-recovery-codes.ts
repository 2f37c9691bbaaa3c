import { type Context, inTransaction } from "@/lib/platform/context";
import { drawRecoveryCodes } from "./draw-recovery-codes";
import { holdFactors, keepOnlyThisSession, replaceRecoveryCodes, tellFactorChange } from "./factor-changes";
import { type PasswordProof, requireOwnProof } from "./prove-password";
import type { Holder } from "./second-factor";

/** `no-factor`: codes only stand in for a factor, and there is none. */
export type RenewRecoveryCodesOutcome =
  | { kind: "renewed"; codes: string[] }
  | { kind: "no-factor" }
  | { kind: "overloaded" };

/** Ten new recovery codes; the older ones, used or not, work no more (R-425, N-27). */
export async function renewRecoveryCodes(
  ctx: Context,
  { holder, proof }: { holder: Holder; proof: PasswordProof },
): Promise<RenewRecoveryCodesOutcome> {
  requireOwnProof(proof, holder);
  const drawn = await drawRecoveryCodes(ctx);
  if (drawn.kind === "overloaded") return drawn;
  return inTransaction(ctx, async (tx) => {
    const held = await holdFactors(tx, holder);
    if (!held || held.totp + held.passkeys === 0) return { kind: "no-factor" };
    await replaceRecoveryCodes(tx, holder.accountId, drawn.codes);
    await keepOnlyThisSession(tx, holder, { protectedNow: true });
    const event = { kind: "recovery-codes-renewed", facts: {} } as const;
    await tellFactorChange(tx, { account: held.account, event, change: "recovery-codes-renewed" });
    return { kind: "renewed", codes: drawn.codes.written };
  });
}
