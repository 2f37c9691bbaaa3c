import { subMinutes, subSeconds } from "date-fns";
import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { accounts, sessions } from "@/drizzle/schema/account";
import { actsIn } from "@/lib/audit/acting-session";
import { recordEvent } from "@/lib/audit/record-event";
import { type Context, inTransaction } from "@/lib/platform/context";
import { countUse, settleUses } from "@/lib/platform/throttle";
import { RENEWAL_SECONDS, secretHash } from "./session";

declare const provenByTheDatabase: unique symbol;

/**
 * The proof that a person gave the password in this session within the last ten minutes (SEC-45). Only `provePassword`
 * makes one. A sensitive command takes it as a parameter: one that nobody asked the password for does not compile.
 */
export interface PasswordProof {
  readonly [provenByTheDatabase]: true;
  readonly accountId: string;
  readonly sessionId: string;
}

/** Who proves, in which session, that it is he. */
export interface PasswordTry {
  accountId: string;
  sessionId: string;
  /** Null: nothing was typed, so an earlier answer must still be fresh. */
  password: string | null;
}

/**
 * `renewed`: the session's new secret, which the browser must keep from now on; null where nothing was typed, or where the
 * secret is that new already.
 */
export type ProvePasswordOutcome =
  | { kind: "proven"; proof: PasswordProof; renewed: string | null }
  | { kind: "password-needed" }
  | { kind: "wrong-password" }
  | { kind: "too-many-attempts" }
  | { kind: "overloaded" };

/** How long one answer is good for (SEC-45). */
const PASSWORD_PROOF_MINUTES = 10;

const TRIES = 5;
const WINDOW_SECONDS = 15 * 60;

/**
 * The person gives the password once more before a sensitive act, or gave it in the last ten minutes (SEC-45). The
 * session gets a new secret and remembers when (SEC-42). Five wrong answers close this way for 15 minutes: an unattended
 * screen is no place to guess. Never inside a transaction.
 */
export async function provePassword(
  ctx: Context,
  { accountId, sessionId, password }: PasswordTry,
): Promise<ProvePasswordOutcome> {
  if (password === null) return proveByEarlierAnswer(ctx, { accountId, sessionId });
  const budget = { key: `prove-password:${accountId}`, limit: TRIES, window: WINDOW_SECONDS };
  const use = await countUse(ctx, [budget]);
  if (use.kind === "closed") return { kind: "too-many-attempts" };
  const [account] = await ctx.db
    .select({ passwordHash: accounts.passwordHash })
    .from(accounts)
    .where(and(eq(accounts.id, accountId), eq(accounts.status, "active")));
  const verdict = await ctx.passwords.verify(account?.passwordHash ?? null, password);
  if (verdict.kind === "overloaded") {
    await settleUses(ctx, { giveBack: [budget] });
    return { kind: "overloaded" };
  }
  const confirmed = verdict.kind === "right" && account !== undefined;
  const outcome = confirmed ? await confirm(ctx, { accountId, sessionId, passwordHash: account.passwordHash }) : null;
  if (outcome === null) {
    await noteFailure(ctx, { accountId, sessionId });
    return { kind: "wrong-password" };
  }
  await settleUses(ctx, { forget: [budget] });
  return { kind: "proven", proof: proofOf({ accountId, sessionId }), renewed: outcome.renewed };
}

/**
 * Notes the answer, unless the password was replaced or the session ended while the slow hash ran: null then. A secret
 * that was renewed a moment ago stays: another request of the same browser is about to hand it over (SEC-42).
 */
function confirm(
  ctx: Context,
  { accountId, sessionId, passwordHash }: { accountId: string; sessionId: string; passwordHash: string },
): Promise<{ renewed: string | null } | null> {
  return inTransaction(ctx, async (tx) => {
    // Held first, as a reset does: what was verified is the password until this is written.
    const [account] = await tx.db
      .select({ id: accounts.id })
      .from(accounts)
      .where(and(eq(accounts.id, accountId), eq(accounts.status, "active"), eq(accounts.passwordHash, passwordHash)))
      .for("share");
    if (!account) return null;
    const now = tx.now();
    const isThisOne = and(eq(sessions.id, sessionId), eq(sessions.accountId, accountId), isNull(sessions.endedAt));
    const [session] = await tx.db
      .select({ renewedAt: sessions.renewedAt, acting: actsIn(sessionId) })
      .from(sessions)
      .where(isThisOne)
      .for("update");
    if (!session) return null;
    const isNew = session.renewedAt !== null && session.renewedAt > subSeconds(now, RENEWAL_SECONDS);
    const renewed = isNew ? null : tx.secret();
    const renewal =
      renewed === null
        ? {}
        : { secretHash: secretHash(renewed), previousSecretHash: sql`${sessions.secretHash}`, renewedAt: now };
    await tx.db
      .update(sessions)
      .set({ passwordConfirmedAt: now, ...renewal })
      .where(eq(sessions.id, sessionId));
    const facts = { sessionId };
    await recordEvent(tx, { kind: "password-confirmed", actorId: accountId, targetId: accountId, facts });
    return { renewed };
  });
}

function noteFailure(ctx: Context, { accountId, sessionId }: { accountId: string; sessionId: string }): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    await tx.db.execute(sql`select ${actsIn(sessionId)}`);
    const facts = { sessionId };
    await recordEvent(tx, { kind: "password-confirmation-failed", actorId: accountId, targetId: accountId, facts });
  });
}

/** Whether the session's last answer still counts at that moment: a form then need not ask again (SEC-45). */
export function isFreshProof(passwordConfirmedAt: Date | null, now: Date): boolean {
  return passwordConfirmedAt !== null && passwordConfirmedAt > subMinutes(now, PASSWORD_PROOF_MINUTES);
}

async function proveByEarlierAnswer(
  ctx: Context,
  holder: { accountId: string; sessionId: string },
): Promise<ProvePasswordOutcome> {
  const [fresh] = await ctx.db
    .select({ id: sessions.id })
    .from(sessions)
    .where(
      and(
        eq(sessions.id, holder.sessionId),
        eq(sessions.accountId, holder.accountId),
        isNull(sessions.endedAt),
        gt(sessions.passwordConfirmedAt, subMinutes(ctx.now(), PASSWORD_PROOF_MINUTES)),
      ),
    );
  return fresh ? { kind: "proven", proof: proofOf(holder), renewed: null } : { kind: "password-needed" };
}

/** The one place that makes a proof: the brand exists for the compiler only. */
function proofOf({ accountId, sessionId }: { accountId: string; sessionId: string }): PasswordProof {
  return { accountId, sessionId } as unknown as PasswordProof;
}

/** Refuses a proof that another person gave: it can only come from a mistake in the code around a command. */
export function requireOwnProof(proof: PasswordProof, { accountId }: { accountId: string }): void {
  if (proof.accountId !== accountId) throw new Error("The password was given by somebody else than who acts.");
}

/**
 * Asked inside the transaction of a sensitive act, after what it locks: the session in which the password was given still
 * counts. A reset that came in between ended it, and nothing is done in its name any more (SEC-24, SEC-45).
 */
export async function holdProof(
  tx: Context,
  { accountId, sessionId }: Pick<PasswordProof, "accountId" | "sessionId">,
): Promise<boolean> {
  const [live] = await tx.db
    .select({ id: sessions.id, acting: actsIn(sessionId) })
    .from(sessions)
    .where(and(eq(sessions.id, sessionId), eq(sessions.accountId, accountId), isNull(sessions.endedAt)));
  return live !== undefined;
}
