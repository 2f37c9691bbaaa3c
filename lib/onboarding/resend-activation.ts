import type { Email } from "@/lib/account/email";
import { recordEvent } from "@/lib/audit/record-event";
import { type Context, inTransaction } from "@/lib/platform/context";
import { countUse, throttleKey } from "@/lib/platform/throttle";
import { inviteAgain } from "./invite-again";

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
    const targetId = await inviteAgain(tx, email);
    const event = { kind: "activation-resent", actorId: null, targetId, facts: { registrationId: targetId } } as const;
    await recordEvent(tx, event, { origin, email });
    return { kind: "received" };
  });
}
