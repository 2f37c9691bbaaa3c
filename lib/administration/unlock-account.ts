import { and, eq, gt } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import { forgetSignInFailures } from "@/lib/account/forget-sign-in-failures";
import { recordEvent } from "@/lib/audit/record-event";
import { type Context, inTransaction } from "@/lib/platform/context";
import { holdSupport, noteSupportAct, type SupportAct } from "./support-act";

export type UnlockAccountOutcome = { kind: "unlocked" } | { kind: "not-locked" } | { kind: "not-permitted" };

/**
 * Support opens a locked account before its half hour is over (R-501, BLOQUE → ACTIF): the lock and the counters that led
 * to it are cleared, those of the places and browsers it was tried from included.
 */
export async function unlockAccount(
  ctx: Context,
  act: SupportAct,
  { accountId }: { accountId: string },
): Promise<UnlockAccountOutcome> {
  return inTransaction(ctx, async (tx) => {
    if (!(await holdSupport(tx, act))) return { kind: "not-permitted" };
    const [unlocked] = await tx.db
      .update(accounts)
      .set({ lockedUntil: null })
      .where(and(eq(accounts.id, accountId), eq(accounts.status, "active"), gt(accounts.lockedUntil, tx.now())))
      .returning({ email: accounts.email });
    if (!unlocked) return { kind: "not-locked" };

    await forgetSignInFailures(tx, { accountId, email: unlocked.email });
    const { accountId: actorId } = act.administrator;
    await recordEvent(tx, { kind: "account-unlocked", actorId, targetId: accountId, facts: {} });
    await noteSupportAct(tx, act, { name: "unlock-account", targetId: accountId });
    return { kind: "unlocked" };
  });
}
