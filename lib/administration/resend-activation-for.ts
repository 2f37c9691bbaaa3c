import { and, eq, isNull } from "drizzle-orm";
import { registrations } from "@/drizzle/schema/onboarding";
import { mintLink } from "@/lib/account/mint-link";
import { recordEvent } from "@/lib/audit/record-event";
import { enqueue } from "@/lib/outbox/enqueue";
import { DAILY_MAILS_OF_ONE_KIND, mayStillWriteTo } from "@/lib/outbox/may-still-write-to";
import { type Context, inTransaction } from "@/lib/platform/context";
import { holdSupport, noteSupportAct, type SupportAct } from "./support-act";

export type ResendActivationForOutcome =
  | { kind: "sent" }
  | { kind: "too-many-mails" }
  | { kind: "not-waiting" }
  | { kind: "not-permitted" };

/**
 * Support mails the activation link of one waiting registration again, with a new link (N-02, R-407): it uses up none of
 * the visitor's three a day, but an address never gets more than five such mails a day (SEC-28).
 */
export async function resendActivationFor(
  ctx: Context,
  act: SupportAct,
  { registrationId }: { registrationId: string },
): Promise<ResendActivationForOutcome> {
  return inTransaction(ctx, async (tx) => {
    if (!(await holdSupport(tx, act))) return { kind: "not-permitted" };
    const [waiting] = await tx.db
      .select({ email: registrations.email, language: registrations.language })
      .from(registrations)
      .where(and(eq(registrations.id, registrationId), isNull(registrations.closedAt)));
    if (!waiting) return { kind: "not-waiting" };

    const { email, language } = waiting;
    const limited = { recipient: email, kind: "activation-invited", limit: DAILY_MAILS_OF_ONE_KIND } as const;
    if (!(await mayStillWriteTo(tx, limited))) return { kind: "too-many-mails" };
    const link = await mintLink(tx, { purpose: "activation", subjectId: registrationId, email });
    const message = { kind: "activation-invited", registrationId, linkId: link.id } as const;
    // Not "activation-resent:", which counts against what the visitor may ask for himself.
    await enqueue(tx, [{ message, recipient: email, language, event: `activation-by-support:${link.id}` }]);
    const { accountId: actorId } = act.administrator;
    const facts = { registrationId };
    await recordEvent(tx, { kind: "activation-resent", actorId, targetId: registrationId, facts });
    await noteSupportAct(tx, act, { name: "resend-activation", targetId: registrationId });
    return { kind: "sent" };
  });
}
