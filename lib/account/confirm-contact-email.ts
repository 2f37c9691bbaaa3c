import { eq } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import { recordEvent } from "@/lib/audit/record-event";
import { type Context, inTransaction } from "@/lib/platform/context";
import { redeemLink } from "./redeem-link";

/** A contact address counts once the link mailed to it has come back. */
export async function confirmContactEmail(
  ctx: Context,
  linkSecret: string,
): Promise<{ kind: "confirmed" } | { kind: "refused-link" }> {
  return inTransaction(ctx, async (tx) => {
    const link = await redeemLink(tx, linkSecret, "contact-email-confirmation");
    if (!link) return { kind: "refused-link" };
    const accountId = link.subjectId;
    await tx.db.update(accounts).set({ contactEmail: link.email }).where(eq(accounts.id, accountId));
    const event = { kind: "contact-email-confirmed", actorId: accountId, targetId: accountId, facts: {} } as const;
    await recordEvent(tx, event, { email: link.email });
    return { kind: "confirmed" };
  });
}
