import { and, eq, ne, sql } from "drizzle-orm";
import { type accountStatus, accounts } from "@/drizzle/schema/account";
import { eventWrites } from "@/lib/audit/record-event";
import type { Context } from "@/lib/platform/context";
import { inOneTrip } from "@/lib/platform/in-one-trip";
import { countUse, settleUses } from "@/lib/platform/throttle";
import type { HumanCheck } from "@/lib/platform/turnstile";
import type { Email } from "./email";
import { type Browser, newSession } from "./open-session";
import { recordSignInFailure } from "./record-sign-in-failure";
import { rememberedDevice } from "./remember-device";
import { renewHash } from "./renew-hash";
import { secretHash } from "./session";
import { FAILURES_BEFORE_HUMAN_CHECK, signInBudgets } from "./sign-in-budgets";

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
  const knowsDevice = account?.knowsDevice ?? false;
  const budgets = signInBudgets(email, browser.origin, device);
  // Counted before anything is compared, so that parallel guesses cannot slip under the limit (SEC-31).
  const own = knowsDevice ? budgets.device : budgets.pair;
  const counted = knowsDevice ? [own] : [own, budgets.origin];
  const use = await countUse(ctx, counted);
  if (use.kind === "closed" && use.keys.includes(budgets.origin.key)) {
    await settleUses(ctx, { giveBack: [own] });
    return { kind: "too-many-attempts" };
  }

  const failures = use.kind === "open" ? (use.used.get(own.key) ?? 1) - 1 : own.limit;
  if (failures >= FAILURES_BEFORE_HUMAN_CHECK) {
    const check = await credentials.humanCheck();
    if (check.kind !== "human") {
      await settleUses(ctx, { giveBack: counted });
      return { kind: check.kind === "refused" ? "human-check-refused" : "human-check-unavailable" };
    }
  }

  // Only a try that is evaluated counts against the account: from one origin alone nobody can lock it (SEC-40).
  let everywhere = use;
  if (use.kind === "open" && !knowsDevice) {
    counted.push(budgets.account);
    everywhere = await countUse(ctx, [budgets.account]);
  }
  // While closed, the password is not evaluated: a decoy is hashed instead (SEC-39).
  const locked = !knowsDevice && account?.lockedUntil != null && account.lockedUntil > ctx.now();
  const closed = everywhere.kind === "closed" || locked;
  const verdict = await ctx.passwords.verify(closed ? null : (account?.passwordHash ?? null), password);
  if (verdict.kind === "overloaded") {
    await settleUses(ctx, { giveBack: counted });
    return { kind: "overloaded" };
  }
  if (verdict.kind === "wrong" || !account || closed) {
    const locksAccount =
      everywhere.kind === "open" && everywhere.used.get(budgets.account.key) === budgets.account.limit;
    const reason = closed ? "closed" : "wrong-credentials";
    await recordSignInFailure(ctx, { email, accountId: account?.id ?? null, browser, reason, locksAccount });
    return { kind: "refused", humanCheckNeeded: failures + 1 >= FAILURES_BEFORE_HUMAN_CHECK };
  }

  // A device secret that this account never gave out is not taken over: the browser gets a fresh one.
  const known = knowsDevice ? device : null;
  // The right password clears what was counted against it.
  await settleUses(ctx, {
    forget: [budgets.pair, budgets.account, budgets.device],
    giveBack: known ? [] : [budgets.origin],
  });
  if (account.status === "deactivated") {
    const failure = { email, accountId: account.id, browser, reason: "deactivated", locksAccount: false } as const;
    await recordSignInFailure(ctx, failure);
    return { kind: "deactivated" };
  }
  await renewHash(ctx, { account, password });
  return recordSuccess(ctx, { accountId: account.id, device: known, browser });
}

interface StoredCredentials {
  id: string;
  passwordHash: string;
  status: (typeof accountStatus.enumValues)[number];
  lockedUntil: Date | null;
  knowsDevice: boolean;
}

async function findCredentials(
  ctx: Context,
  email: Email,
  device: string | null,
): Promise<StoredCredentials | undefined> {
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
    // An erased account is as unknown as one that never was.
    .where(and(eq(accounts.email, email), ne(accounts.status, "erased")));
  return account;
}

async function recordSuccess(
  ctx: Context,
  { accountId, device, browser }: { accountId: string; device: string | null; browser: Browser },
): Promise<SignInOutcome> {
  const session = newSession(ctx, accountId, browser);
  const remembered = rememberedDevice(ctx, accountId, device);
  const facts = { sessionId: session.sessionId };
  const event = { kind: "signed-in", actorId: accountId, targetId: accountId, facts } as const;
  await inOneTrip(ctx, [
    ctx.db
      .update(accounts)
      .set({ previousSignInAt: sql`${accounts.lastSignInAt}`, lastSignInAt: ctx.now(), lockedUntil: null })
      .where(eq(accounts.id, accountId)),
    session.write,
    remembered.write,
    ...eventWrites(ctx, event, { origin: browser.origin }),
  ]);
  return { kind: "signed-in", secret: session.secret, device: remembered.secret };
}
