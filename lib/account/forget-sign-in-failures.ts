import { subMinutes } from "date-fns";
import { and, eq, gt } from "drizzle-orm";
import { knownDevices } from "@/drizzle/schema/account";
import { auditEvents, auditPersonalValues } from "@/drizzle/schema/audit";
import type { Context } from "@/lib/platform/context";
import { type Budget, settleUses } from "@/lib/platform/throttle";
import { LOCK_MINUTES, signInBudgets } from "./sign-in-budgets";

/** Whose failures. */
export interface FailingAccount {
  accountId: string;
  email: string;
}

/**
 * Clears what was counted against an account, wherever it was tried from: by the places of the trail, and by the browsers
 * it knows. What a place failed at other accounts stays counted.
 */
export async function forgetSignInFailures(tx: Context, account: FailingAccount): Promise<void> {
  await settleUses(tx, { forget: await findOwnBudgets(tx, account) });
}

/** Every budget of the account that may hold somebody back at this moment. */
async function findOwnBudgets(tx: Context, { accountId, email }: FailingAccount): Promise<Budget[]> {
  const origins = await tx.db
    .selectDistinct({ origin: auditPersonalValues.origin })
    .from(auditEvents)
    .innerJoin(auditPersonalValues, eq(auditPersonalValues.eventId, auditEvents.id))
    .where(
      and(
        eq(auditEvents.targetId, accountId),
        // A window and the half hour that it may close for.
        gt(auditEvents.at, subMinutes(tx.now(), 2 * LOCK_MINUTES)),
        eq(auditEvents.kind, "sign-in-failed"),
      ),
    );
  const devices = await tx.db
    .select({ hash: knownDevices.deviceHash })
    .from(knownDevices)
    .where(eq(knownDevices.accountId, accountId));
  return [
    signInBudgets(email, "", null).account,
    ...origins.map(({ origin }) => signInBudgets(email, origin ?? "", null).pair),
    ...devices.map(({ hash }) => signInBudgets(email, "", hash).device),
  ];
}
