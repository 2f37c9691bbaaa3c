import { and, eq, isNotNull, isNull } from "drizzle-orm";
import { totpAuthenticators } from "@/drizzle/schema/account";
import type { Context } from "@/lib/platform/context";
import { sealValue } from "@/lib/platform/seal-value";
import { findTotpSetUp, sealedForSetUp } from "./find-totp-set-up";
import { type PasswordProof, requireOwnProof } from "./prove-password";
import type { Holder } from "./second-factor";
import { totpSecretFrom } from "./totp";

/** `already-set-up`: the account has an application that works. */
export type StartTotpOutcome = { kind: "started" } | { kind: "already-set-up" };

/**
 * Begins to set an authenticator application up: a secret is kept, sealed, and counts for nothing until a code of it comes
 * back (R-425, SEC-101). One that this session began within the hour goes on: its code may have been scanned already. One
 * of another session is replaced: its secret may be known to whoever holds that.
 */
export async function startTotp(
  ctx: Context,
  { holder, proof }: { holder: Holder; proof: PasswordProof },
): Promise<StartTotpOutcome> {
  requireOwnProof(proof, holder);
  const { accountId } = holder;
  if (await findTotpSetUp(ctx, holder)) return { kind: "started" };
  const secret = totpSecretFrom(ctx.secret());
  const fresh = {
    sealedSecret: sealValue(ctx.env, { ...sealedForSetUp(holder), value: secret }),
    createdAt: ctx.now(),
  };
  const { confirmedAt } = totpAuthenticators;
  await ctx.db
    .insert(totpAuthenticators)
    .values({ accountId, ...fresh })
    .onConflictDoUpdate({
      target: totpAuthenticators.accountId,
      set: { ...fresh, lastStep: null },
      setWhere: isNull(confirmedAt),
    });
  const working = await ctx.db.$count(
    totpAuthenticators,
    and(eq(totpAuthenticators.accountId, accountId), isNotNull(confirmedAt)),
  );
  return { kind: working > 0 ? "already-set-up" : "started" };
}
