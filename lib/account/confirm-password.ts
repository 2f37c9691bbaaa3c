import { and, eq } from "drizzle-orm";
import { accounts, sessions } from "@/drizzle/schema/account";
import { eventWrites, recordEvent } from "@/lib/audit/record-event";
import type { Context } from "@/lib/platform/context";
import { inOneTrip } from "@/lib/platform/in-one-trip";
import { countUse, settleUses } from "@/lib/platform/throttle";

/** Who proves again, in which session, that it is he. */
export interface PasswordConfirmation {
  accountId: string;
  sessionId: string;
  password: string;
}

export type ConfirmPasswordOutcome =
  | { kind: "confirmed" }
  | { kind: "wrong-password" }
  | { kind: "too-many-attempts" }
  | { kind: "overloaded" };

const TRIES = 5;
const WINDOW_SECONDS = 15 * 60;

/**
 * The person gives the password once more before a sensitive act (SEC-45); the session remembers when. Five wrong
 * answers close this way for 15 minutes: an unattended screen is no place to guess. Never inside a transaction.
 */
export async function confirmPassword(
  ctx: Context,
  { accountId, sessionId, password }: PasswordConfirmation,
): Promise<ConfirmPasswordOutcome> {
  const key = `confirm-password:${accountId}`;
  const use = await countUse(ctx, [{ key, limit: TRIES, window: WINDOW_SECONDS }]);
  if (use.kind === "closed") return { kind: "too-many-attempts" };
  const [account] = await ctx.db
    .select({ passwordHash: accounts.passwordHash })
    .from(accounts)
    .where(and(eq(accounts.id, accountId), eq(accounts.status, "active")));
  const verdict = await ctx.passwords.verify(account?.passwordHash ?? null, password);
  if (verdict.kind === "overloaded") {
    await settleUses(ctx, { giveBack: [{ key, limit: TRIES, window: WINDOW_SECONDS }] });
    return { kind: "overloaded" };
  }
  const facts = { sessionId };
  if (verdict.kind === "wrong") {
    await recordEvent(ctx, { kind: "password-confirmation-failed", actorId: accountId, targetId: accountId, facts });
    return { kind: "wrong-password" };
  }
  await settleUses(ctx, { forget: [{ key, limit: TRIES, window: WINDOW_SECONDS }] });
  await inOneTrip(ctx, [
    ctx.db
      .update(sessions)
      .set({ passwordConfirmedAt: ctx.now() })
      .where(and(eq(sessions.id, sessionId), eq(sessions.accountId, accountId))),
    ...eventWrites(ctx, { kind: "password-confirmed", actorId: accountId, targetId: accountId, facts }),
  ]);
  return { kind: "confirmed" };
}
