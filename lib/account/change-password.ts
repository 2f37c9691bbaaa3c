import { and, eq, notInArray } from "drizzle-orm";
import { accounts, knownDevices } from "@/drizzle/schema/account";
import { recordEvent } from "@/lib/audit/record-event";
import { enqueue } from "@/lib/outbox/enqueue";
import { type Context, inTransaction } from "@/lib/platform/context";
import { dropTotpSetUp } from "./drop-totp-set-up";
import { endSessions } from "./end-sessions";
import type { NewPassword } from "./password";
import { holdProof, type PasswordProof } from "./prove-password";
import { secretHash } from "./session";
import { voidLinks } from "./void-links";

/** `changed-meanwhile`: another change or a reset came first, so what was proven is not the password any more. */
export type ChangePasswordOutcome =
  | { kind: "changed"; endedSessions: number }
  | { kind: "same-password" }
  | { kind: "changed-meanwhile" }
  | { kind: "overloaded" };

/** What replaces it, and the secrets of the browser that stays known (`readDeviceCookie`). */
export interface PasswordChange {
  password: NewPassword;
  devices: string[];
}

/**
 * Replaces one's own password, by the one before it (R-603, SEC-51): the other sessions and every link of the account
 * die, the other browsers are strangers again (SEC-47), its owner is told (N-08). Whoever changes it goes on in his
 * session.
 */
export async function changePassword(
  ctx: Context,
  proof: PasswordProof,
  { password, devices }: PasswordChange,
): Promise<ChangePasswordOutcome> {
  const { accountId, sessionId } = proof;
  const [before] = await ctx.db
    .select({ hash: accounts.passwordHash })
    .from(accounts)
    .where(eq(accounts.id, accountId));
  const sameAsNow = await ctx.passwords.verify(before?.hash ?? null, password);
  if (sameAsNow.kind === "overloaded") return sameAsNow;
  if (!before) return { kind: "changed-meanwhile" };
  if (sameAsNow.kind === "right") return { kind: "same-password" };
  const passwordHash = await ctx.passwords.hash(password);
  if (passwordHash.kind === "overloaded") return passwordHash;

  return inTransaction(ctx, async (tx) => {
    const [account] = await tx.db
      .select({ email: accounts.email, language: accounts.language })
      .from(accounts)
      .where(and(eq(accounts.id, accountId), eq(accounts.status, "active"), eq(accounts.passwordHash, before.hash)))
      .for("update");
    if (!account || !(await holdProof(tx, proof))) return { kind: "changed-meanwhile" };
    await tx.db
      .update(accounts)
      .set({ passwordHash: passwordHash.hash, lockedUntil: null })
      .where(eq(accounts.id, accountId));
    const endedSessions = await endSessions(tx, { accountId, except: sessionId });
    await voidLinks(tx, accountId);
    await dropTotpSetUp(tx, accountId);
    // Whoever had the password before may have signed in on one of them.
    const others = notInArray(knownDevices.deviceHash, devices.map(secretHash));
    await tx.db.delete(knownDevices).where(and(eq(knownDevices.accountId, accountId), others));
    const facts = { how: "changed", endedSessions } as const;
    await recordEvent(tx, { kind: "password-changed", actorId: accountId, targetId: accountId, facts });
    const message = { kind: "password-changed", accountId, how: "changed", at: tx.now().toISOString() } as const;
    const { email, language } = account;
    await enqueue(tx, [{ message, recipient: email, language, event: `password-changed:${tx.id()}` }]);
    return { kind: "changed", endedSessions };
  });
}
