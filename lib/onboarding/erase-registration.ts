import { eq } from "drizzle-orm";
import { singleUseLinks } from "@/drizzle/schema/account";
import { registrations } from "@/drizzle/schema/onboarding";
import { redeemLink } from "@/lib/account/redeem-link";
import { recordEvent } from "@/lib/audit/record-event";
import { type Context, inTransaction } from "@/lib/platform/context";

/** Erases a registration made with somebody else's address, at the wish of whoever received the mail. */
export async function eraseRegistration(
  ctx: Context,
  linkSecret: string,
): Promise<{ kind: "erased" } | { kind: "refused-link" }> {
  return inTransaction(ctx, async (tx) => {
    const link = await redeemLink(tx, linkSecret, "activation");
    if (!link) return { kind: "refused-link" };
    const registrationId = link.subjectId;
    await tx.db.delete(registrations).where(eq(registrations.id, registrationId));
    await tx.db.delete(singleUseLinks).where(eq(singleUseLinks.subjectId, registrationId));
    const facts = { registrationId };
    await recordEvent(tx, { kind: "registration-erased", actorId: null, targetId: registrationId, facts });
    return { kind: "erased" };
  });
}
