import { and, eq } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import { recordEvent } from "@/lib/audit/record-event";
import { enqueue } from "@/lib/outbox/enqueue";
import { DAILY_MAILS_OF_ONE_KIND, mayStillWriteTo } from "@/lib/outbox/may-still-write-to";
import { type Context, inTransaction } from "@/lib/platform/context";
import { keepOrUndo } from "@/lib/platform/keep-or-undo";
import { log } from "@/lib/platform/log";
import { countUse } from "@/lib/platform/throttle";
import type { Email } from "./email";
import type { Browser } from "./open-session";
import { LOCK_MINUTES, stuffingAlarm } from "./sign-in-budgets";

/** A try to sign in that led nowhere. */
export interface SignInFailure {
  email: Email;
  /** Null: nobody has that address. */
  accountId: string | null;
  browser: Browser;
  reason: "wrong-credentials" | "closed" | "deactivated";
  /** The failure that spends what the account bears from everywhere. */
  locksAccount: boolean;
}

/** Notes a failed try (R-1201); the one too many locks the account and tells its owner (R-422, N-09). */
export async function recordSignInFailure(ctx: Context, failure: SignInFailure): Promise<void> {
  const { email, accountId, browser, reason, locksAccount } = failure;
  const together = await countUse(ctx, [stuffingAlarm]);
  const raisesAlarm = together.kind === "open" && together.used.get(stuffingAlarm.key) === stuffingAlarm.limit;
  await inTransaction(ctx, async (tx) => {
    const event = { kind: "sign-in-failed", actorId: null, targetId: accountId, facts: { reason } } as const;
    await recordEvent(tx, event, { origin: browser.origin, email });
    if (locksAccount) await lock(tx, failure);
    if (raisesAlarm) await raiseAlarm(tx);
  });
}

/** Once a quarter of an hour at most: whoever watches the log or the trail learns of the attack (SEC-41). */
async function raiseAlarm(tx: Context): Promise<void> {
  const facts = { failures: stuffingAlarm.limit };
  log("warn", "stuffing-suspected", facts);
  await recordEvent(tx, { kind: "stuffing-suspected", actorId: null, targetId: null, facts });
}

/**
 * An address without an account costs the same statements (SEC-22). Whoever keeps an account locked for days does not
 * flood its owner: the lock and the trail stay, the mails end (SEC-28).
 */
async function lock(tx: Context, { email, browser }: SignInFailure): Promise<void> {
  const limit = { recipient: email, kind: "account-locked", limit: DAILY_MAILS_OF_ONE_KIND } as const;
  const mayWrite = await mayStillWriteTo(tx, limit);
  const until = new Date(tx.now().getTime() + LOCK_MINUTES * 60_000);
  const [locked] = await tx.db
    .update(accounts)
    .set({ lockedUntil: until })
    .where(and(eq(accounts.email, email), eq(accounts.status, "active")))
    .returning({ id: accounts.id, language: accounts.language });
  const { id, language } = locked ?? { id: tx.id(), language: "fr" };
  await keepOrUndo(tx, { kept: locked !== undefined }, async (inner) => {
    const facts = { until: until.toISOString() };
    const event = { kind: "account-locked", actorId: null, targetId: id, facts } as const;
    await recordEvent(inner, event, { origin: browser.origin, email });
  });
  await keepOrUndo(tx, { kept: locked !== undefined && mayWrite }, async (inner) => {
    const message = { kind: "account-locked", accountId: id } as const;
    await enqueue(inner, [
      { message, recipient: email, language, event: `account-locked:${id}:${until.toISOString()}` },
    ]);
  });
}
