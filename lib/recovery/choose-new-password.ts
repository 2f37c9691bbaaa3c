import { and, eq } from "drizzle-orm";
import { accounts, knownDevices } from "@/drizzle/schema/account";
import { dropTotpSetUp } from "@/lib/account/drop-totp-set-up";
import { endSessions } from "@/lib/account/end-sessions";
import { forgetSignInFailures } from "@/lib/account/forget-sign-in-failures";
import type { NewPassword } from "@/lib/account/password";
import { redeemLink } from "@/lib/account/redeem-link";
import { voidLinks } from "@/lib/account/void-links";
import { recordEvent } from "@/lib/audit/record-event";
import { enqueue } from "@/lib/outbox/enqueue";
import { type Context, inTransaction } from "@/lib/platform/context";
import { holdAddress } from "@/lib/platform/hold-address";
import { findPasswordReset } from "./find-password-reset";

/** What the person chooses behind the mailed link (S-07); the page checked the rules that need no hash. */
export interface NewPasswordChoice {
  linkSecret: string;
  password: NewPassword;
  origin: string;
}

/** `refused-link`: expired, unknown, used, replaced, or of an account that is not active: all told alike (M-44). */
export type ChooseNewPasswordOutcome =
  | { kind: "changed" }
  | { kind: "same-password" }
  | { kind: "refused-link" }
  | { kind: "overloaded" };

/**
 * Replaces a forgotten password: every session and every other link of the account dies, the lock is lifted, the
 * counters are cleared, the browsers it knew are forgotten, its owner is told (N-08). Nobody is signed in by
 * it, and a second factor stays asked (SEC-48, SEC-50).
 */
export async function chooseNewPassword(
  ctx: Context,
  { linkSecret, password, origin }: NewPasswordChoice,
): Promise<ChooseNewPasswordOutcome> {
  const reset = await findPasswordReset(ctx, linkSecret);
  if (!reset) return { kind: "refused-link" };
  const { accountId, email } = reset;
  const [current] = await ctx.db
    .select({ hash: accounts.passwordHash })
    .from(accounts)
    .where(eq(accounts.id, accountId));
  const sameAsNow = await ctx.passwords.verify(current?.hash ?? null, password);
  if (sameAsNow.kind === "overloaded") return sameAsNow;
  if (sameAsNow.kind === "right") return { kind: "same-password" };
  const passwordHash = await ctx.passwords.hash(password);
  if (passwordHash.kind === "overloaded") return passwordHash;

  return inTransaction(ctx, async (tx) => {
    await holdAddress(tx, email);
    // Before the link, as whatever closes an account does: two acts at once then queue up instead of crossing.
    const [account] = await tx.db
      .select({ id: accounts.id, language: accounts.language })
      .from(accounts)
      .where(and(eq(accounts.id, accountId), eq(accounts.email, email), eq(accounts.status, "active")))
      .for("update");
    const link = account && (await redeemLink(tx, linkSecret, "password-reset"));
    if (!link) return { kind: "refused-link" };

    await tx.db
      .update(accounts)
      .set({ passwordHash: passwordHash.hash, lockedUntil: null })
      .where(eq(accounts.id, accountId));
    const endedSessions = await endSessions(tx, { accountId });
    await voidLinks(tx, accountId);
    await dropTotpSetUp(tx, accountId);
    await forgetSignInFailures(tx, { accountId, email });
    // Whoever had the password before may have signed in on one of them.
    await tx.db.delete(knownDevices).where(eq(knownDevices.accountId, accountId));

    const facts = { how: "reset", endedSessions } as const;
    await recordEvent(tx, { kind: "password-changed", actorId: accountId, targetId: accountId, facts }, { origin });
    const message = { kind: "password-changed", accountId, how: "reset", at: tx.now().toISOString() } as const;
    const { language } = account;
    await enqueue(tx, [{ message, recipient: email, language, event: `password-changed:${link.id}` }]);
    return { kind: "changed" };
  });
}
