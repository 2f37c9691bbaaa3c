import { and, eq, isNull } from "drizzle-orm";
import { accounts, singleUseLinks } from "@/drizzle/schema/account";
import { registrations } from "@/drizzle/schema/onboarding";
import { changesOf } from "@/lib/audit/changes";
import { recordEvent } from "@/lib/audit/record-event";
import { enqueue } from "@/lib/outbox/enqueue";
import { type Context, inTransaction } from "@/lib/platform/context";
import { holdAddress } from "@/lib/platform/hold-address";
import { isUniqueViolation } from "@/lib/platform/unique-violation";
import { maskEmail } from "./email";
import { endSessions } from "./end-sessions";
import { findLink, redeemLink } from "./redeem-link";
import { voidLinks } from "./void-links";

/** `taken`: somebody else activated an account with that address meanwhile; nothing changes. */
export type ConfirmLoginEmailOutcome =
  | { kind: "changed"; accountId: string }
  | { kind: "taken" }
  | { kind: "refused-link" };

/**
 * The link came back from the new login address: it counts from now on, every session and every link of the
 * account dies, so do registrations that waited for the address (SEC-24), and the old address is told (N-11). Its owner
 * signs in anew; a second factor stays. A contact address that was the old login address follows.
 */
export async function confirmLoginEmail(ctx: Context, linkSecret: string): Promise<ConfirmLoginEmailOutcome> {
  const found = await findLink(ctx, linkSecret, "login-email-change");
  if (!found) return { kind: "refused-link" };
  return inTransaction(ctx, async (tx) => {
    await holdAddress(tx, found.email);
    // Before the link, as whatever closes an account does: two acts at once then queue up instead of crossing.
    const [account] = await tx.db
      .select({ email: accounts.email, contactEmail: accounts.contactEmail, language: accounts.language })
      .from(accounts)
      .where(and(eq(accounts.id, found.subjectId), eq(accounts.status, "active")))
      .for("update");
    const link = account && (await redeemLink(tx, linkSecret, "login-email-change"));
    if (!link) return { kind: "refused-link" };
    const { subjectId: accountId, email } = link;
    const contactEmail = account.contactEmail === account.email ? email : account.contactEmail;
    if (!(await take(tx, { accountId, email, contactEmail }))) return { kind: "taken" };

    const endedSessions = await endSessions(tx, { accountId });
    await voidLinks(tx, accountId);
    await voidRegistrations(tx, email);
    const changed = { kind: "login-email-changed", actorId: accountId, targetId: accountId } as const;
    const fields = contactEmail === account.contactEmail ? (["email"] as const) : (["email", "contactEmail"] as const);
    const changes = changesOf(fields, account, { email, contactEmail });
    await recordEvent(tx, { ...changed, facts: { endedSessions } }, { email, changes });
    const [from, to] = [maskEmail(account.email), maskEmail(email)];
    const message = { kind: "login-email-changed", accountId, from, to } as const;
    const { language, email: recipient } = account;
    await enqueue(tx, [{ message, recipient, language, event: `login-email-changed:${link.id}` }]);
    return { kind: "changed", accountId };
  });
}

/** Whether the address was still free: the unique index decides, not a look at it before. */
async function take(
  tx: Context,
  { accountId, ...addresses }: { accountId: string; email: string; contactEmail: string },
): Promise<boolean> {
  try {
    await inTransaction(tx, (inner) => inner.db.update(accounts).set(addresses).where(eq(accounts.id, accountId)));
    return true;
  } catch (error) {
    if (isUniqueViolation(error, "accounts_email_key")) return false;
    throw error;
  }
}

/** The address has its account now: nothing that waited for it can make another one. */
async function voidRegistrations(tx: Context, email: string): Promise<void> {
  await tx.db
    .update(registrations)
    .set({ closedAt: tx.now() })
    .where(and(eq(registrations.email, email), isNull(registrations.closedAt)));
  await tx.db
    .update(singleUseLinks)
    .set({ voidedAt: tx.now() })
    .where(
      and(
        eq(singleUseLinks.email, email),
        eq(singleUseLinks.purpose, "activation"),
        isNull(singleUseLinks.usedAt),
        isNull(singleUseLinks.voidedAt),
      ),
    );
}
