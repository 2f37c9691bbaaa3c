import { eq } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import type { Email } from "@/lib/account/email";
import { endSessions } from "@/lib/account/end-sessions";
import { removeAllFactors } from "@/lib/account/remove-all-factors";
import { voidLinks } from "@/lib/account/void-links";
import { recordEvent } from "@/lib/audit/record-event";
import { type Context, inTransaction } from "@/lib/platform/context";
import { startPasswordReset } from "@/lib/recovery/start-password-reset";

/** `not-administrator`: support can help everybody else from the portal (R-416, SEC-48). */
export type ResetAdministratorAccessOutcome =
  | { kind: "access-reset" }
  | { kind: "unknown" }
  | { kind: "not-active" }
  | { kind: "not-administrator" };

/**
 * The way back of an administrator whom nobody else can help, by the operator's hand (R-1402): his second factors are
 * taken off, his sessions end, his links are void, and N-03 brings him to a new password, whatever his secret question.
 * He is told (N-27), and sets up a second factor before he reaches anything (SEC-70).
 */
export async function resetAdministratorAccess(
  ctx: Context,
  { email }: { email: Email },
): Promise<ResetAdministratorAccessOutcome> {
  return inTransaction(ctx, async (tx) => {
    const [account] = await tx.db
      .select({ id: accounts.id, status: accounts.status, isAdministrator: accounts.isAdministrator })
      .from(accounts)
      .where(eq(accounts.email, email))
      .for("update");
    if (!account) return { kind: "unknown" };
    if (account.status !== "active") return { kind: "not-active" };
    if (!account.isAdministrator) return { kind: "not-administrator" };
    const { id: accountId } = account;
    // Nobody of the portal did it: the trail names no actor.
    const about = { actorId: null, targetId: accountId };
    const count = await endSessions(tx, { accountId });
    await removeAllFactors(tx, { accountId, actorId: null });
    await voidLinks(tx, accountId);
    await startPasswordReset(tx, { accountId, byAdministrator: true });
    if (count > 0) {
      const facts = { sessionId: null, count, by: "administrator" } as const;
      await recordEvent(tx, { kind: "session-ended", ...about, facts });
    }
    const facts = { by: "administrator", sent: true } as const;
    await recordEvent(tx, { kind: "password-reset-requested", ...about, facts });
    return { kind: "access-reset" };
  });
}
