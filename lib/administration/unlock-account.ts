import { subMinutes } from "date-fns";
import { and, eq, gt } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import { auditEvents, auditPersonalValues } from "@/drizzle/schema/audit";
import { LOCK_MINUTES, signInBudgets } from "@/lib/account/sign-in-budgets";
import { recordEvent } from "@/lib/audit/record-event";
import { type Context, inTransaction } from "@/lib/platform/context";
import { settleUses } from "@/lib/platform/throttle";
import { holdSupport, noteSupportAct, type SupportAct } from "./support-act";

export type UnlockAccountOutcome = { kind: "unlocked" } | { kind: "not-locked" } | { kind: "not-permitted" };

/**
 * Support opens a locked account before its half hour is over (R-501, BLOQUE → ACTIF): the lock and the counters that led
 * to it are cleared, those of the places it was tried from included.
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

    const origins = await originsOfFailures(tx, accountId);
    const { email } = unlocked;
    await settleUses(tx, {
      forget: [
        signInBudgets(email, "", null).account,
        ...origins.map((origin) => signInBudgets(email, origin, null).pair),
      ],
    });
    const { accountId: actorId } = act.administrator;
    await recordEvent(tx, { kind: "account-unlocked", actorId, targetId: accountId, facts: {} });
    await noteSupportAct(tx, act, { name: "unlock-account", targetId: accountId });
    return { kind: "unlocked" };
  });
}

/** Where the account was tried from while its counters could still hold it. */
async function originsOfFailures(tx: Context, accountId: string): Promise<string[]> {
  const rows = await tx.db
    .selectDistinct({ origin: auditPersonalValues.origin })
    .from(auditEvents)
    .innerJoin(auditPersonalValues, eq(auditPersonalValues.eventId, auditEvents.id))
    .where(
      and(
        eq(auditEvents.targetId, accountId),
        gt(auditEvents.at, subMinutes(tx.now(), 2 * LOCK_MINUTES)),
        eq(auditEvents.kind, "sign-in-failed"),
      ),
    );
  return rows.flatMap(({ origin }) => (origin === null ? [] : [origin]));
}
