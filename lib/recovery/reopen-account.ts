import { and, eq, sql } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import { endSessions } from "@/lib/account/end-sessions";
import { voidLinks } from "@/lib/account/void-links";
import { holdStructuresOf } from "@/lib/attachment/hold-structures-of";
import { recordEvent } from "@/lib/audit/record-event";
import { enqueue } from "@/lib/outbox/enqueue";
import { type Context, inTransaction } from "@/lib/platform/context";
import { log } from "@/lib/platform/log";

/** Whose account comes back, at whose hand. */
export interface AccountReopening {
  accountId: string;
  actorId: string | null;
  by: "owner" | "administrator";
}

/** `managesAgain`: the structures whose main seat had stayed empty. */
export type ReopenAccountOutcome = { kind: "reopened"; managesAgain: string[] } | { kind: "not-deactivated" };

/**
 * A deactivated account is active again, with the attachments and subscriptions it had and without
 * the erasure that was planned. Primary manager again where nobody took the seat meanwhile; else he keeps the role that
 * whoever took it left him. Nobody is signed in by it; N-06 goes to the contact address.
 */
export async function reopenAccount(
  tx: Context,
  { accountId, actorId, by }: AccountReopening,
): Promise<ReopenAccountOutcome> {
  return inTransaction(tx, async (inner) => {
    await holdStructuresOf(inner, accountId);
    const now = inner.now();
    const [account] = await inner.db
      .update(accounts)
      .set({
        status: "active",
        deactivatedAt: null,
        deactivationCause: null,
        deactivationReason: null,
        reactivationRequestedAt: null,
        eraseOn: null,
      })
      .where(and(eq(accounts.id, accountId), eq(accounts.status, "deactivated")))
      .returning({ contactEmail: accounts.contactEmail, language: accounts.language, eraseOn: eraseOnBefore });
    if (!account) {
      log("warn", "account-state-refused", { accountId, to: "active", by });
      return { kind: "not-deactivated" };
    }

    const managesAgain = await takeSeatsAgain(inner, accountId);
    // A sign-in that ran beside the deactivation, another link that leads here: nothing older opens it (SEC-24).
    await endSessions(inner, { accountId });
    await voidLinks(inner, accountId);
    const facts = { by, managesAgain };
    await recordEvent(inner, { kind: "account-reactivated", actorId, targetId: accountId, facts });
    await enqueue(inner, [
      {
        message: { kind: "account-reactivated", accountId, ...cancelledErasure(account.eraseOn) },
        recipient: account.contactEmail,
        language: account.language,
        event: `account-reactivated:${accountId}:${now.toISOString()}`,
      },
    ]);
    return { kind: "reopened", managesAgain };
  });
}

// Read as the statement found it: what it returns of the row itself is gone already.
const eraseOnBefore = sql<string | Date | null>`(select erase_on from accounts before where before.id = accounts.id)`;

/** The owner had asked to be forgotten: N-06 says that nothing comes of it, whoever brought the account back (R-1204). */
function cancelledErasure(eraseOn: string | Date | null): { eraseOn?: string } {
  return eraseOn === null ? {} : { eraseOn: new Date(eraseOn).toISOString() };
}

/** Whoever took a seat over left him another role: a seat that is his by its row is vacant still. */
async function takeSeatsAgain(tx: Context, accountId: string): Promise<string[]> {
  const { rows } = await tx.db.execute<{ id: string }>(sql`
    update structures set manager_vacant_since = null
    where manager_vacant_since is not null and id in (
      select structure_id from attachments
      where account_id = ${accountId} and role = 'primary-manager' and status in ('approved', 'suspended')
    )
    returning id`);
  return rows.map(({ id }) => id).sort();
}
