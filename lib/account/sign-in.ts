import { and, eq, ne, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { type accountStatus, accounts } from "@/drizzle/schema/account";
import { eventWrites } from "@/lib/audit/record-event";
import type { Language } from "@/lib/i18n/language";
import type { Context } from "@/lib/platform/context";
import { countUse, isSpent, settleUses } from "@/lib/platform/throttle";
import type { HumanCheck } from "@/lib/platform/turnstile";
import { completedSignIn } from "./completed-sign-in";
import type { Email } from "./email";
import { deviceColumns, knownSecret, signingDevice } from "./known-device";
import { type Browser, newSession } from "./open-session";
import { recordSignInFailure } from "./record-sign-in-failure";
import { renewHash } from "./renew-hash";
import { FAILURES_BEFORE_HUMAN_CHECK, signInBudgets, stuffingAlarm } from "./sign-in-budgets";

/** What a person tries to sign in with. */
export interface Credentials {
  email: Email;
  password: string;
  browser: Browser;
  /** The secrets of a browser in which people signed in before, the newest first. */
  devices: string[];
  /** Asked only from the third failure on (R-318), and of strangers while a list is tried (SEC-41). */
  humanCheck: () => Promise<HumanCheck>;
}

/**
 * `refused` stands for every failure (M-40, R-1106). `too-many-attempts` closes the whole origin (M-60).
 * `deactivated` is told only to someone who holds the right password (R-421). `second-factor-needed`: the password was
 * right, and its secret names a session that opens nothing yet (R-425). `isTold`: a mail about it waits to be sent (N-26).
 */
export type SignInOutcome =
  | { kind: "signed-in"; secret: string; device: string; isTold: boolean }
  | { kind: "second-factor-needed"; secret: string }
  | { kind: "refused"; humanCheckNeeded: boolean }
  | { kind: "human-check-refused" }
  | { kind: "human-check-unavailable" }
  | { kind: "too-many-attempts" }
  | { kind: "deactivated"; accountId: string }
  | { kind: "overloaded" };

/** Opens a session for the person who knows the password (R-420 to R-423). */
export async function signIn(ctx: Context, credentials: Credentials): Promise<SignInOutcome> {
  const { email, password, browser, devices } = credentials;
  const account = await findCredentials(ctx, email, devices);
  const knowsDevice = knownSecret(devices, account?.knownDevice ?? null) !== null;
  const budgets = signInBudgets(email, browser.origin, account?.knownDevice ?? null);
  // Counted before anything is compared, so that parallel guesses cannot slip under the limit (SEC-31).
  const own = knowsDevice ? budgets.device : budgets.pair;
  const counted = knowsDevice ? [own] : [own, budgets.origin];
  const use = await countUse(ctx, counted);
  if (use.kind === "closed" && use.keys.includes(budgets.origin.key)) {
    await settleUses(ctx, { giveBack: [own] });
    return { kind: "too-many-attempts" };
  }

  const failures = use.kind === "open" ? (use.used.get(own.key) ?? 1) - 1 : own.limit;
  // While somebody tries a list, whoever comes from a browser that the account does not know is checked (SEC-41).
  const isSuspect = !knowsDevice && (await isSpent(ctx, stuffingAlarm));
  if (isSuspect || failures >= FAILURES_BEFORE_HUMAN_CHECK) {
    const check = await credentials.humanCheck();
    if (check.kind !== "human") {
      await settleUses(ctx, { giveBack: counted });
      return { kind: check.kind === "refused" ? "human-check-refused" : "human-check-unavailable" };
    }
  }

  const humanCheckNeeded = isSuspect || failures + 1 >= FAILURES_BEFORE_HUMAN_CHECK;
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
    return { kind: "refused", humanCheckNeeded };
  }

  // The right password clears what was counted against it (R-422).
  await settleUses(ctx, {
    forget: [budgets.pair, budgets.account, budgets.device],
    giveBack: knowsDevice ? [] : [budgets.origin],
  });
  if (account.status === "deactivated") {
    const failure = { email, accountId: account.id, browser, reason: "deactivated", locksAccount: false } as const;
    await recordSignInFailure(ctx, failure);
    return { kind: "deactivated", accountId: account.id };
  }
  const passwordHash = await renewHash(ctx, { account, password });
  const opened =
    (await open(ctx, { account: { ...account, passwordHash }, browser, devices })) ??
    (await openAnew(ctx, credentials));
  if (opened) return opened;
  const failure = { email, accountId: account.id, browser, reason: "wrong-credentials", locksAccount: false } as const;
  await recordSignInFailure(ctx, failure);
  return { kind: "refused", humanCheckNeeded };
}

// Written out: a select of one table leaves its name away, and a passkey has an id too.
const hasSecondFactor = sql<boolean>`(
  exists (select from totp_authenticators where account_id = accounts.id and confirmed_at is not null)
  or exists (select from passkeys where account_id = accounts.id))`;

interface StoredCredentials {
  id: string;
  email: string;
  language: Language;
  passwordHash: string;
  status: (typeof accountStatus.enumValues)[number];
  lockedUntil: Date | null;
  hasSecondFactor: boolean;
  /** The hash of the one of this browser's secrets that the account gave out. */
  knownDevice: string | null;
  wasUsed: boolean;
}

async function findCredentials(ctx: Context, email: Email, devices: string[]): Promise<StoredCredentials | undefined> {
  const [account] = await ctx.db
    .select({
      id: accounts.id,
      email: accounts.email,
      language: accounts.language,
      passwordHash: accounts.passwordHash,
      status: accounts.status,
      lockedUntil: accounts.lockedUntil,
      hasSecondFactor,
      ...deviceColumns(devices),
    })
    .from(accounts)
    // An erased account is as unknown as one that never was (R-501).
    .where(and(eq(accounts.email, email), ne(accounts.status, "erased")));
  return account;
}

interface RightPassword {
  account: StoredCredentials;
  browser: Browser;
  devices: string[];
}

/** Null: while the slow hash ran, the account came to ask for something else than what was verified. */
function open(ctx: Context, right: RightPassword): Promise<SignInOutcome | null> {
  return right.account.hasSecondFactor ? awaitSecondFactor(ctx, right) : recordSuccess(ctx, right);
}

/**
 * Once more, on the account as it is now. A hash that another window renewed, or a factor that was just added, keeps
 * nobody out; a password that was replaced does, and a second surprise in one second is not waited for.
 */
async function openAnew(
  ctx: Context,
  { email, password, browser, devices }: Credentials,
): Promise<SignInOutcome | null> {
  const account = await findCredentials(ctx, email, devices);
  if (account?.status !== "active") return null;
  const verdict = await ctx.passwords.verify(account.passwordHash, password);
  if (verdict.kind === "overloaded") return verdict;
  return verdict.kind === "right" ? open(ctx, { account, browser, devices }) : null;
}

/** The account as it was verified: the same password, and the same answer to whether more is asked (SEC-24, R-425). */
function asVerified({ passwordHash, hasSecondFactor: asked }: StoredCredentials): SQL | undefined {
  return and(
    eq(accounts.status, "active"),
    eq(accounts.passwordHash, passwordHash),
    sql`${hasSecondFactor} = ${asked}`,
  );
}

/** Nothing is noted as a visit yet: half a sign-in is none. That the password is known to somebody is (R-1201). */
async function awaitSecondFactor(ctx: Context, { account, browser }: RightPassword): Promise<SignInOutcome | null> {
  const session = newSession(ctx, { accountId: heldAccount, browser, awaitsSecondFactor: true });
  const held = ctx.db
    .select({ id: accounts.id })
    .from(accounts)
    .where(and(eq(accounts.id, account.id), asVerified(account)))
    .for("share");
  const { sessionId, secret } = session;
  const event = {
    kind: "second-factor-asked",
    actorId: account.id,
    targetId: account.id,
    facts: { sessionId },
  } as const;
  const writes = [session.write, ...eventWrites(ctx, event, { origin: browser.origin })];
  return (await writeIfHeld(ctx, { held, writes })) ? { kind: "second-factor-needed", secret } : null;
}

async function recordSuccess(
  ctx: Context,
  { account, browser, devices }: RightPassword,
): Promise<SignInOutcome | null> {
  const device = signingDevice(ctx, devices, account.knownDevice);
  const session = newSession(ctx, { accountId: heldAccount, browser, device: device.secret });
  const { sessionId, secret } = session;
  const completed = completedSignIn(ctx, { account, device, browser, sessionId, onlyIf: asVerified(account) });
  const writes = [session.write, ...completed.writes];
  const isOpen = await writeIfHeld(ctx, { held: completed.visit, writes });
  return isOpen ? { kind: "signed-in", secret, device: device.secret, isTold: completed.isTold } : null;
}

const heldAccount = sql<string>`(select id from held)`;

/** One statement, all of it or nothing: a session of no account is none, so that nothing else is written either. */
async function writeIfHeld(
  ctx: Context,
  { held, writes }: { held: SQLWrapper; writes: SQLWrapper[] },
): Promise<boolean> {
  const steps = writes.map((write, step) => sql`${sql.identifier(`step_${step}`)} as (${write.getSQL()})`);
  try {
    await ctx.db.execute(sql`with held as (${held.getSQL()}), ${sql.join(steps, sql`, `)} select 1`);
    return true;
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    const isNobodys = cause instanceof Error && "code" in cause && cause.code === NOT_NULL_VIOLATION;
    if (isNobodys && "column" in cause && cause.column === "account_id") return false;
    throw error;
  }
}

const NOT_NULL_VIOLATION = "23502";
