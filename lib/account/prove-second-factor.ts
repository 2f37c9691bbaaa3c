import { and, eq, isNull } from "drizzle-orm";
import { accounts, sessions } from "@/drizzle/schema/account";
import { eventWrites, recordEvent } from "@/lib/audit/record-event";
import { enqueue, messageWrites } from "@/lib/outbox/enqueue";
import { dayInParis } from "@/lib/platform/calendar";
import { type Context, inTransaction } from "@/lib/platform/context";
import { inOneTrip } from "@/lib/platform/in-one-trip";
import { countUse, settleUses } from "@/lib/platform/throttle";
import { checkPasskey } from "./check-passkey";
import { checkRecoveryCode } from "./check-recovery-code";
import { checkTotp } from "./check-totp";
import { completedSignIn } from "./completed-sign-in";
import { findPendingSignIn, type PendingSignIn } from "./find-pending-sign-in";
import { signingDevice } from "./known-device";
import type { Browser } from "./open-session";
import { type CheckedAnswer, type Factor, secondFactorBudget } from "./second-factor";
import { secretHash } from "./session";

/** What a person answers with, for the sign-in that the secret names. `answer`: a code, or what the browser's key signed. */
export interface SecondFactorTry {
  secret: string;
  factor: Factor;
  answer: string;
  browser: Browser;
  /** The secrets of a browser in which people signed in before, the newest first. */
  devices: string[];
}

/** `expired`: nothing waits for an answer any more. `too-many-attempts` ends the sign-in (M-60). */
export type ProveSecondFactorOutcome =
  | { kind: "signed-in"; secret: string; device: string }
  | { kind: "wrong" }
  | { kind: "too-many-attempts" }
  | { kind: "expired" }
  | { kind: "overloaded" };

/**
 * The person proves the second factor, and is signed in under a new secret (R-425, SEC-42, SEC-48). Five wrong answers
 * in a quarter of an hour, whatever the factor, close the way for as long, and the owner is told; a browser that signed
 * in before has its own five.
 */
export async function proveSecondFactor(ctx: Context, tried: SecondFactorTry): Promise<ProveSecondFactorOutcome> {
  const pending = await findPendingSignIn(ctx, tried);
  if (!pending) return { kind: "expired" };
  const budget = secondFactorBudget(pending.account.id, pending.knownDevice);
  // Counted before anything is compared, so that parallel guesses cannot slip under the limit.
  const use = await countUse(ctx, [budget]);
  if (use.kind === "closed") return giveUp(ctx, pending);
  const checked = await check(ctx, pending, tried);
  if (checked.kind === "overloaded") {
    await settleUses(ctx, { giveBack: [budget] });
    return checked;
  }
  const outcome = checked.kind === "right" ? await complete(ctx, pending, { ...tried, use: checked.use }) : checked;
  if (outcome.kind === "signed-in") await settleUses(ctx, { forget: [budget] });
  if (outcome.kind !== "wrong") return outcome;
  const { id } = pending.account;
  const event = { kind: "second-factor-failed", actorId: id, targetId: id, facts: { factor: tried.factor } } as const;
  await recordEvent(ctx, event, { origin: tried.browser.origin });
  return use.used.get(budget.key) === budget.limit ? close(ctx, pending, tried.browser) : outcome;
}

function check(ctx: Context, pending: PendingSignIn, { factor, answer }: SecondFactorTry): Promise<CheckedAnswer> {
  const { account, sessionId } = pending;
  switch (factor) {
    case "totp":
      return checkTotp(ctx, { accountId: account.id, code: answer });
    case "recovery-code":
      return checkRecoveryCode(ctx, { accountId: account.id, code: answer });
    case "passkey":
      return checkPasskey(ctx, { sessionId, account, answer });
  }
}

function complete(
  ctx: Context,
  { sessionId, account, knownDevice }: PendingSignIn,
  { factor, browser, devices, use }: SecondFactorTry & { use: (tx: Context) => Promise<boolean> },
): Promise<ProveSecondFactorOutcome> {
  return inTransaction(ctx, async (tx) => {
    // The account first, as whatever ends its sessions does.
    const [active] = await tx.db
      .select({ id: accounts.id })
      .from(accounts)
      .where(and(eq(accounts.id, account.id), eq(accounts.status, "active")))
      .for("update");
    const awaited = and(eq(sessions.id, sessionId), eq(sessions.awaitsSecondFactor, true), isNull(sessions.endedAt));
    const [waiting] = await tx.db.select({ id: sessions.id }).from(sessions).where(awaited).for("update");
    if (!active || !waiting) return { kind: "expired" };
    if (!(await use(tx))) return { kind: "wrong" };

    const secret = tx.secret();
    const now = tx.now();
    const device = signingDevice(tx, devices, knownDevice);
    const completed = completedSignIn(tx, { account, device, browser, sessionId });
    const facts = { factor, sessionId };
    const proven = { kind: "second-factor-proven", actorId: account.id, targetId: account.id, facts } as const;
    const change = { change: "recovery-code-used", at: now.toISOString() } as const;
    const message = { kind: "second-factor-changed", accountId: account.id, ...change } as const;
    const mail = { message, recipient: account.email, language: account.language, event: `${message.kind}:${tx.id()}` };
    await inOneTrip(tx, [
      tx.db
        .update(sessions)
        .set({
          secretHash: secretHash(secret),
          deviceHash: secretHash(device.secret),
          awaitsSecondFactor: false,
          secondFactorAt: now,
          lastUsedAt: now,
        })
        .where(awaited),
      ...eventWrites(tx, proven, { origin: browser.origin }),
      completed.visit,
      ...completed.writes,
      ...messageWrites(tx, factor === "recovery-code" ? [mail] : []),
    ]);
    return { kind: "signed-in", secret, device: device.secret };
  });
}

async function giveUp(ctx: Context, { sessionId }: PendingSignIn): Promise<ProveSecondFactorOutcome> {
  await ctx.db
    .update(sessions)
    .set({ endedAt: ctx.now() })
    .where(and(eq(sessions.id, sessionId), eq(sessions.awaitsSecondFactor, true)));
  return { kind: "too-many-attempts" };
}

/** Whoever guesses here holds the password: its owner learns of it, once a day at most (SEC-47, R-1201). */
function close(ctx: Context, pending: PendingSignIn, { origin }: Browser): Promise<ProveSecondFactorOutcome> {
  const { id, email: recipient, language } = pending.account;
  return inTransaction(ctx, async (tx) => {
    const outcome = await giveUp(tx, pending);
    await recordEvent(tx, { kind: "second-factor-closed", actorId: null, targetId: id, facts: {} }, { origin });
    const message = { kind: "second-factor-guessed", accountId: id, at: tx.now().toISOString() } as const;
    await enqueue(tx, [{ message, recipient, language, event: `${message.kind}:${id}:${dayInParis(tx.now())}` }]);
    return outcome;
  });
}
