import { and, eq, isNotNull } from "drizzle-orm";
import { passkeys, recoveryCodes, totpAuthenticators } from "@/drizzle/schema/account";
import { type Context, inTransaction } from "@/lib/platform/context";
import { holdFactors, keepOnlyThisSession, tellFactorChange } from "./factor-changes";
import { needsSecondFactor } from "./needs-second-factor";
import { type PasswordProof, requireOwnProof } from "./prove-password";
import type { Holder } from "./second-factor";

/** Which factor: the application, or one of the passkeys. */
export type FactorToRemove = { factor: "totp" } | { factor: "passkey"; passkeyId: string };

/** `mandatory`: it is the last one, and this person may not be without. */
export type RemoveFactorOutcome =
  | { kind: "removed"; protectedStill: boolean }
  | { kind: "mandatory" }
  | { kind: "not-found" };

/** A person takes one of his factors away; with the last one the recovery codes go, and sign-in asks no more (R-425, N-27). */
export async function removeFactor(
  ctx: Context,
  { holder, proof, ...which }: { holder: Holder; proof: PasswordProof } & FactorToRemove,
): Promise<RemoveFactorOutcome> {
  requireOwnProof(proof, holder);
  const { accountId } = holder;
  return inTransaction(ctx, async (tx) => {
    const held = await holdFactors(tx, holder);
    if (!held || !(await isThere(tx, accountId, which))) return { kind: "not-found" };
    const isLast = held.totp + held.passkeys === 1;
    if (isLast && (await needsSecondFactor(tx, accountId))) return { kind: "mandatory" };
    await tx.db.delete(tableOf(which)).where(rowOf(accountId, which));
    if (isLast) await tx.db.delete(recoveryCodes).where(eq(recoveryCodes.accountId, accountId));
    await keepOnlyThisSession(tx, holder, { protectedNow: !isLast });
    const { factor } = which;
    const event = { kind: "second-factor-removed", facts: { factor, by: "owner" } } as const;
    await tellFactorChange(tx, { account: held.account, event, change: `${factor}-removed` });
    return { kind: "removed", protectedStill: !isLast };
  });
}

async function isThere(tx: Context, accountId: string, which: FactorToRemove): Promise<boolean> {
  return (await tx.db.$count(tableOf(which), rowOf(accountId, which))) > 0;
}

function tableOf({ factor }: FactorToRemove) {
  return factor === "totp" ? totpAuthenticators : passkeys;
}

function rowOf(accountId: string, which: FactorToRemove) {
  return which.factor === "totp"
    ? // One that was never confirmed is no factor yet.
      and(eq(totpAuthenticators.accountId, accountId), isNotNull(totpAuthenticators.confirmedAt))
    : and(eq(passkeys.id, which.passkeyId), eq(passkeys.accountId, accountId));
}
