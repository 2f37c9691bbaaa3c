import { and, desc, eq, isNull } from "drizzle-orm";
import { registrations } from "@/drizzle/schema/onboarding";
import type { Email } from "@/lib/account/email";
import { mintLink } from "@/lib/account/mint-link";
import { recordEvent } from "@/lib/audit/record-event";
import { enqueue } from "@/lib/outbox/enqueue";
import { DAILY_MAILS_OF_ONE_KIND, mayStillWriteTo } from "@/lib/outbox/may-still-write-to";
import { type Context, inTransaction } from "@/lib/platform/context";
import { keepOrUndo } from "@/lib/platform/keep-or-undo";
import { countUse, throttleKey } from "@/lib/platform/throttle";

/** How often an address may have the mail sent again in a day. */
const RESENT_A_DAY = 3;
const RESENT = "activation-resent:";
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
    const limited = { recipient: email, kind: "activation-invited" } as const;
    const mayResend = await mayStillWriteTo(tx, { ...limited, limit: RESENT_A_DAY, eventsBeginning: RESENT });
    const mayWrite = await mayStillWriteTo(tx, { ...limited, limit: DAILY_MAILS_OF_ONE_KIND });
    const [waiting] = await tx.db
      .select({ id: registrations.id, language: registrations.language })
      .from(registrations)
      .where(and(eq(registrations.email, email), isNull(registrations.closedAt)))
      .orderBy(desc(registrations.createdAt))
      .limit(1);

    const kept = waiting !== undefined && mayResend && mayWrite;
    const { id: registrationId, language } = waiting ?? { id: tx.id(), language: "fr" };
    await keepOrUndo(tx, { kept }, async (inner) => {
      const link = await mintLink(inner, { purpose: "activation", subjectId: registrationId, email });
      const message = { kind: "activation-invited", registrationId, linkId: link.id } as const;
      await enqueue(inner, [{ message, recipient: email, language, event: RESENT + link.id }]);
    });
    const targetId = kept ? registrationId : null;
    const event = { kind: "activation-resent", actorId: null, targetId, facts: { registrationId: targetId } } as const;
    await recordEvent(tx, event, { origin, email });
    return { kind: "received" };
  });
}
