import { eq, sql } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import { recordEvent } from "@/lib/audit/record-event";
import { enqueue } from "@/lib/outbox/enqueue";
import { type Context, inTransaction } from "@/lib/platform/context";
import { countUse, forgetUses, giveBackUses } from "@/lib/platform/throttle";
import type { HumanCheck } from "@/lib/platform/turnstile";
import type { Email } from "./email";
import { type Browser, openSession } from "./open-session";
import { rememberDevice } from "./remember-device";
import { secretHash } from "./session";
import { FAILURES_BEFORE_HUMAN_CHECK, LOCK_MINUTES, type SignInBudgets, signInBudgets } from "./sign-in-budgets";

/** What a person tries to sign in with. */
export interface Credentials {
  email: Email;
  password: string;
  browser: Browser;
  /** The secret of a browser that signed in before. */
  device: string | null;
  /** Asked only from the third failure on. */
  humanCheck: () => Promise<HumanCheck>;
}

/**
 * `refused` stands for every failure (M-40, R-1106). `too-many-attempts` closes the whole origin (M-60).
 * `deactivated` is told only to someone who holds the right password.
 */
export type SignInOutcome =
  | { kind: "signed-in"; secret: string; device: string }
  | { kind: "refused"; humanCheckNeeded: boolean }
  | { kind: "human-check-refused" }
  | { kind: "human-check-unavailable" }
  | { kind: "too-many-attempts" }
  | { kind: "deactivated" }
  | { kind: "overloaded" };

/** Opens a session for the person who knows the password. */
export async function signIn(ctx: Context, credentials: Credentials): Promise<SignInOutcome> {
  const { email, password, browser, device } = credentials;
  const account = await findCredentials(ctx, email, device);
  const budgets = signInBudgets(email, browser.origin, device);
  const counted = account?.knowsDevice ? [budgets.device] : [budgets.pair, budgets.account, budgets.origin];
  const use = await countUse(ctx, counted);
  if (use.kind === "closed" && use.keys.includes(budgets.origin.key)) return { kind: "too-many-attempts" };

  const failures = use.kind === "open" ? Math.max(...failuresOf(use.used, budgets)) : 0;
  const humanCheckNeeded = failures >= FAILURES_BEFORE_HUMAN_CHECK;
  if (humanCheckNeeded) {
    const check = await credentials.humanCheck();
    if (check.kind !== "human") {
      await giveBackUses(ctx, counted);
      return { kind: check.kind === "refused" ? "human-check-refused" : "human-check-unavailable" };
    }
  }

  // While closed, the password is not evaluated: a decoy is hashed instead (SEC-39).
  const locked = !account?.knowsDevice && account?.lockedUntil && account.lockedUntil > ctx.now();
  const closed = use.kind === "closed" || Boolean(locked);
  const verdict = await ctx.passwords.verify(closed ? null : (account?.passwordHash ?? null), password);
  if (verdict.kind === "overloaded") {
    await giveBackUses(ctx, counted);
    return { kind: "overloaded" };
  }
  if (verdict.kind === "wrong" || !account || closed) {
    const lastOne = use.kind === "open" && use.used.get(budgets.account.key) === budgets.account.limit;
    await recordFailure(ctx, { email, accountId: account?.id ?? null, browser, closed, locksAccount: lastOne });
    return { kind: "refused", humanCheckNeeded: failures + 1 >= FAILURES_BEFORE_HUMAN_CHECK };
  }
  if (account.status !== "active") {
    await forgetUses(ctx, [budgets.pair.key, budgets.account.key, budgets.device.key]);
    return { kind: "deactivated" };
  }
  // A device secret that this account never gave out is not taken over: the browser gets a fresh one.
  const known = account.knowsDevice ? device : null;
  return recordSuccess(ctx, { accountId: account.id, device: known, browser }, budgets);
}

interface StoredCredentials {
  id: string;
  passwordHash: string;
  status: "active" | "deactivated" | "erased";
  lockedUntil: Date | null;
  knowsDevice: boolean;
}

async function findCredentials(ctx: Context, email: Email, device: string | null): Promise<StoredCredentials | undefined> {
  const [account] = await ctx.db
    .select({
      id: accounts.id,
      passwordHash: accounts.passwordHash,
      status: accounts.status,
      lockedUntil: accounts.lockedUntil,
      knowsDevice: sql<boolean>`exists (select from known_devices where account_id = ${accounts.id}
        and device_hash = ${device === null ? "" : secretHash(device)})`,
    })
    .from(accounts)
    .where(eq(accounts.email, email));
  return account;
}

/** Failures before this try, on the narrow budgets: others on the same origin ask nothing of this person. */
function failuresOf(used: ReadonlyMap<string, number>, budgets: SignInBudgets): number[] {
  return [budgets.pair, budgets.device].map(({ key }) => (used.get(key) ?? 1) - 1);
}

async function recordFailure(
  ctx: Context,
  failure: { email: Email; accountId: string | null; browser: Browser; closed: boolean; locksAccount: boolean },
): Promise<void> {
  const { email, accountId, browser, closed, locksAccount } = failure;
  const personal = { origin: browser.origin, email };
  await inTransaction(ctx, async (tx) => {
    const reason = closed ? "closed" : "wrong-credentials";
    await recordEvent(tx, { kind: "sign-in-failed", actorId: null, targetId: accountId, facts: { reason } }, personal);
    if (!locksAccount) return;
    const until = new Date(tx.now().getTime() + LOCK_MINUTES * 60_000);
    const [locked] = await tx.db
      .update(accounts)
      .set({ lockedUntil: until })
      .where(eq(accounts.email, email))
      .returning({ id: accounts.id, language: accounts.language });
    if (!locked) return;
    const facts = { until: until.toISOString() };
    await recordEvent(tx, { kind: "account-locked", actorId: null, targetId: locked.id, facts }, personal);
    const message = { kind: "account-locked", accountId: locked.id } as const;
    const event = `account-locked:${locked.id}:${facts.until}`;
    await enqueue(tx, [{ message, recipient: email, language: locked.language, event }]);
  });
}

async function recordSuccess(
  ctx: Context,
  { accountId, device, browser }: { accountId: string; device: string | null; browser: Browser },
  budgets: SignInBudgets,
): Promise<SignInOutcome> {
  return inTransaction(ctx, async (tx) => {
    await forgetUses(tx, [budgets.pair.key, budgets.account.key, budgets.device.key]);
    if (!device) await giveBackUses(tx, [budgets.origin]);
    const session = await openSession(tx, accountId, browser);
    await tx.db
      .update(accounts)
      .set({ previousSignInAt: sql`${accounts.lastSignInAt}`, lastSignInAt: tx.now(), lockedUntil: null })
      .where(eq(accounts.id, accountId));
    const facts = { sessionId: session.sessionId };
    await recordEvent(tx, { kind: "signed-in", actorId: accountId, targetId: accountId, facts }, { origin: browser.origin });
    return { kind: "signed-in", secret: session.secret, device: await rememberDevice(tx, accountId, device) };
  });
}
