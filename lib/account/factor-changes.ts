import { and, eq, sql } from "drizzle-orm";
import { accounts, recoveryCodes, sessions } from "@/drizzle/schema/account";
import type { AuditEvent } from "@/lib/audit/audit-event";
import { recordEvent } from "@/lib/audit/record-event";
import { enqueue } from "@/lib/outbox/enqueue";
import type { Message } from "@/lib/outbox/message";
import type { Context } from "@/lib/platform/context";
import type { DrawnCodes } from "./draw-recovery-codes";
import { endSessions } from "./end-sessions";
import { holdProof } from "./prove-password";
import type { Holder } from "./second-factor";

/**
 * A person's account while its factors change: two changes at once queue up. Null: it is not active any more, or the
 * session is over.
 */
export async function holdFactors(tx: Context, holder: Holder) {
  const { accountId } = holder;
  const [account] = await tx.db
    .select({ id: accounts.id, email: accounts.email, language: accounts.language })
    .from(accounts)
    .where(and(eq(accounts.id, accountId), eq(accounts.status, "active")))
    .for("update");
  if (!account || !(await holdProof(tx, holder))) return null;
  const { rows } = await tx.db.execute<{ totp: number; passkeys: number; codes: number }>(sql`select
    (select count(*)::int from totp_authenticators where account_id = ${accountId} and confirmed_at is not null) as totp,
    (select count(*)::int from passkeys where account_id = ${accountId}) as passkeys,
    (select count(*)::int from recovery_codes where account_id = ${accountId} and used_at is null) as codes`);
  const { totp, passkeys, codes } = rows[0] ?? { totp: 0, passkeys: 0, codes: 0 };
  return { account, totp, passkeys, codes };
}

/** The ten codes of an account from now on, instead of any older ones. */
export async function replaceRecoveryCodes(tx: Context, accountId: string, { hashes }: DrawnCodes): Promise<void> {
  await tx.db.delete(recoveryCodes).where(eq(recoveryCodes.accountId, accountId));
  await tx.db.insert(recoveryCodes).values(hashes.map((row) => ({ ...row, accountId, createdAt: tx.now() })));
}

/** How a change of factors is told: on the trail, and by mail to the login address (N-27). */
export interface FactorChange {
  account: { id: string; email: string; language: "fr" | "en" };
  event: Pick<Extract<AuditEvent, { kind: `${"second-factor" | "recovery-codes"}-${string}` }>, "kind" | "facts">;
  change: Extract<Message, { kind: "second-factor-changed" }>["change"];
}

/** Tells of a change once (R-1201, N-27). */
export async function tellFactorChange(tx: Context, { account, event, change }: FactorChange): Promise<void> {
  await recordEvent(tx, { ...event, actorId: account.id, targetId: account.id } as AuditEvent);
  const message = { kind: "second-factor-changed", accountId: account.id, change, at: tx.now().toISOString() } as const;
  const { email: recipient, language } = account;
  await enqueue(tx, [{ message, recipient, language, event: `second-factor-changed:${tx.id()}` }]);
}

/** The other sessions end (SEC-24); this one has proven what the account now asks for, or nothing when it asks nothing. */
export async function keepOnlyThisSession(
  tx: Context,
  { accountId, sessionId }: Holder,
  { protectedNow }: { protectedNow: boolean },
): Promise<void> {
  await endSessions(tx, { accountId, except: sessionId });
  await tx.db
    .update(sessions)
    .set({ secondFactorAt: protectedNow ? tx.now() : null })
    .where(and(eq(sessions.id, sessionId), eq(sessions.accountId, accountId)));
}
