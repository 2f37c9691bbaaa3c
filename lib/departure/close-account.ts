import { and, eq, sql } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import { endSessions } from "@/lib/account/end-sessions";
import { voidLinks } from "@/lib/account/void-links";
import { findManagers } from "@/lib/attachment/find-managers";
import { tellFeed } from "@/lib/attachment/tell-feed";
import { recordEvent } from "@/lib/audit/record-event";
import { enqueue } from "@/lib/outbox/enqueue";
import { type Context, inTransaction } from "@/lib/platform/context";
import { log } from "@/lib/platform/log";
import { holdAccount } from "./hold-account";

/** Whose account closes, why, and by whom. */
export interface AccountClosing {
  accountId: string;
  cause: "own-wish" | "administrator" | "inactivity";
  /** Null: the portal itself. */
  actorId: string | null;
  /** What the administrator wrote. */
  reason: string | null;
  /** The day on which it will be erased, where its owner asked for that (R-1204). */
  eraseOn: Date | null;
}

/** `vacantStructures`: those whose main seat is empty from now on. */
export type CloseAccountOutcome = { kind: "closed"; vacantStructures: string[] } | { kind: "not-active" };

/**
 * Deactivates an active account, locked ones included: its sessions end, its links are void, N-04
 * leaves, and the structures whose primary manager it was are vacant. Attachments and subscriptions stay as they are,
 * frozen, roles too: they return with the account.
 */
export async function closeAccount(tx: Context, closing: AccountClosing): Promise<CloseAccountOutcome> {
  const { accountId, cause, actorId, reason, eraseOn } = closing;
  return inTransaction(tx, async (inner) => {
    await holdAccount(inner, accountId);
    const deactivatedAt = inner.now();
    const [account] = await inner.db
      .update(accounts)
      .set({
        status: "deactivated",
        deactivatedAt,
        deactivationCause: cause,
        deactivationReason: reason,
        reactivationRequestedAt: null,
        eraseOn,
        lockedUntil: null,
      })
      .where(and(eq(accounts.id, accountId), eq(accounts.status, "active")))
      .returning({ email: accounts.email, language: accounts.language });
    if (!account) {
      log("warn", "account-state-refused", { accountId, to: "deactivated", cause });
      return { kind: "not-active" };
    }

    const vacantStructures = await declareVacancies(inner, accountId);
    await tellColleagues(inner, vacantStructures);
    await endSessions(inner, { accountId });
    await voidLinks(inner, accountId);
    const facts = { cause, vacantStructures, erasure: eraseOn !== null };
    await recordEvent(inner, { kind: "account-deactivated", actorId, targetId: accountId, facts });
    await enqueue(inner, [
      {
        message: { kind: "account-deactivated", accountId },
        recipient: account.email,
        language: account.language,
        event: `account-deactivated:${accountId}:${deactivatedAt.toISOString()}`,
      },
    ]);
    return { kind: "closed", vacantStructures };
  });
}

/** Who manages beside him learns it where he looks every day, not only from M-53 on the sheet. */
async function tellColleagues(tx: Context, structureIds: string[]): Promise<void> {
  for (const structureId of structureIds) {
    const managers = await findManagers(tx, structureId);
    await tellFeed(
      tx,
      managers.map(({ accountId }) => ({ accountId, structureId, kind: "manager-vacant" as const })),
    );
  }
}

/** The seats he leaves are empty from now on: nobody wins one by waiting. */
async function declareVacancies(tx: Context, accountId: string): Promise<string[]> {
  const { rows } = await tx.db.execute<{ id: string }>(sql`
    update structures set manager_vacant_since = ${tx.now().toISOString()}::timestamptz
    where manager_vacant_since is null and id in (
      select structure_id from attachments
      where account_id = ${accountId} and role = 'primary-manager' and status in ('approved', 'suspended')
    )
    returning id`);
  return rows.map(({ id }) => id).sort();
}
