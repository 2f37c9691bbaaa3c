import { and, eq, ne } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import type { Email } from "@/lib/account/email";
import { recordEvent } from "@/lib/audit/record-event";
import { inviteAgain } from "@/lib/onboarding/invite-again";
import { type Context, inTransaction } from "@/lib/platform/context";
import { keepOrUndo } from "@/lib/platform/keep-or-undo";
import { countUse, throttleKey } from "@/lib/platform/throttle";
import { mailResetIfActive } from "./mail-reset-if-active";
import { requestReactivation } from "./request-reactivation";

const HOUR = 3600;

/** `asks-question` and `answered` depend on a setting alone, never on the address (M-42, SEC-22). */
export type RequestResetOutcome = { kind: "asks-question" } | { kind: "answered" } | { kind: "too-many-attempts" };

/**
 * Somebody forgot the password of an address (R-430, step 1). A waiting registration gets its activation mail anew, a
 * deactivated account its way back, an unknown address nothing. An account that can sign in goes on to its secret
 * question, or gets the link at once where `SECRET_QUESTION=off`. For all of them the same statements run (SEC-22).
 */
export async function requestPasswordReset(
  ctx: Context,
  { email, origin }: { email: Email; origin: string },
): Promise<RequestResetOutcome> {
  const use = await countUse(ctx, [
    { key: throttleKey("lost-password-origin", origin), limit: origin === "unknown" ? 1000 : 20, window: HOUR },
    { key: throttleKey("lost-password"), limit: 2000, window: HOUR },
  ]);
  if (use.kind === "closed") return { kind: "too-many-attempts" };

  const asksQuestion = ctx.env.SECRET_QUESTION === "on";
  await inTransaction(ctx, async (tx) => {
    await sendActivationAgain(tx, { email, origin });
    await leadBack({ ...tx, origin }, email);
    if (!asksQuestion) await mailResetIfActive(tx, { email, origin });
  });
  return { kind: asksQuestion ? "asks-question" : "answered" };
}

/** N-02 anew, for whoever never activated the account. */
async function sendActivationAgain(tx: Context, { email, origin }: { email: Email; origin: string }): Promise<void> {
  const invited = await inviteAgain(tx, email);
  await keepOrUndo(tx, { kept: invited !== null }, async (inner) => {
    const facts = { registrationId: invited };
    const event = { kind: "activation-resent", actorId: null, targetId: invited, facts } as const;
    await recordEvent(inner, event, { origin, email });
  });
}

/** N-05, for whoever has deactivated the account since. */
async function leadBack(tx: Context, email: Email): Promise<void> {
  const [account] = await tx.db
    .select({ id: accounts.id, status: accounts.status })
    .from(accounts)
    .where(and(eq(accounts.email, email), ne(accounts.status, "erased")));
  const deactivated = account?.status === "deactivated" ? account.id : null;
  await keepOrUndo(tx, { kept: deactivated !== null }, (inner) =>
    requestReactivation(inner, { accountId: deactivated ?? tx.id() }),
  );
}
