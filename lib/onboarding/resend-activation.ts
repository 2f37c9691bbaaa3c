import { and, desc, eq, isNull } from "drizzle-orm";
import { registrations } from "@/drizzle/schema/onboarding";
import type { Email } from "@/lib/account/email";
import { mintLink } from "@/lib/account/mint-link";
import { recordEvent } from "@/lib/audit/record-event";
import { countRecentMails } from "@/lib/outbox/count-recent-mails";
import { enqueue } from "@/lib/outbox/enqueue";
import { type Context, inTransaction } from "@/lib/platform/context";
import { countUse, throttleKey } from "@/lib/platform/throttle";

/** N-02 an address may get in a day, the first one included. */
const INVITATIONS_A_DAY = 3;
const HOUR = 3600;

/** `received` says nothing of what was done (M-34, SEC-22). */
export type ResendOutcome = { kind: "received" } | { kind: "too-many-attempts" };

/** Sends the activation mail again, with a new link, for the newest waiting registration of an address. */
export async function resendActivation(
  ctx: Context,
  { email, origin }: { email: Email; origin: string },
): Promise<ResendOutcome> {
  const use = await countUse(ctx, [
    { key: throttleKey("resend-origin", origin), limit: origin === "unknown" ? 1000 : 20, window: HOUR },
    { key: throttleKey("resend"), limit: 2000, window: HOUR },
  ]);
  if (use.kind === "closed") return { kind: "too-many-attempts" };

  return inTransaction(ctx, async (tx) => {
    const sent = await countRecentMails(tx, email, ["activation-invited"]);
    const [waiting] = await tx.db
      .select({ id: registrations.id, language: registrations.language })
      .from(registrations)
      .where(and(eq(registrations.email, email), isNull(registrations.closedAt)))
      .orderBy(desc(registrations.createdAt))
      .limit(1);
    const registrationId = waiting && sent < INVITATIONS_A_DAY ? waiting.id : null;
    if (waiting && registrationId) {
      const link = await mintLink(tx, { purpose: "activation", subjectId: registrationId, email });
      const message = { kind: "activation-invited", registrationId, linkId: link.id } as const;
      await enqueue(tx, [{ message, recipient: email, language: waiting.language, event: `activation:${link.id}` }]);
    }
    const facts = { registrationId };
    await recordEvent(tx, { kind: "activation-resent", actorId: null, targetId: registrationId, facts }, { origin, email });
    return { kind: "received" };
  });
}
