import { and, eq } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import { changesOf } from "@/lib/audit/changes";
import { recordEvent } from "@/lib/audit/record-event";
import { type Context, inTransaction } from "@/lib/platform/context";
import { holdAddress } from "@/lib/platform/hold-address";
import { findLink, redeemLink } from "./redeem-link";

/** A contact address counts once the link mailed to it has come back, and its account is still active. */
export async function confirmContactEmail(
  ctx: Context,
  linkSecret: string,
): Promise<{ kind: "confirmed" } | { kind: "refused-link" }> {
  const found = await findLink(ctx, linkSecret, "contact-email-confirmation");
  if (!found) return { kind: "refused-link" };
  return inTransaction(ctx, async (tx) => {
    await holdAddress(tx, found.email);
    // Before the link, as whatever closes an account does: two acts at once then queue up instead of crossing.
    const [account] = await tx.db
      .select({ contactEmail: accounts.contactEmail })
      .from(accounts)
      .where(and(eq(accounts.id, found.subjectId), eq(accounts.status, "active")))
      .for("update");
    const link = account && (await redeemLink(tx, linkSecret, "contact-email-confirmation"));
    if (!link) return { kind: "refused-link" };
    const accountId = link.subjectId;
    await tx.db.update(accounts).set({ contactEmail: link.email }).where(eq(accounts.id, accountId));
    const event = { kind: "contact-email-confirmed", actorId: accountId, targetId: accountId, facts: {} } as const;
    const changes = changesOf(["contactEmail"], account, { contactEmail: link.email });
    await recordEvent(tx, event, { email: link.email, changes });
    return { kind: "confirmed" };
  });
}
