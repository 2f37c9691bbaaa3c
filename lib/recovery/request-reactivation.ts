import { eq, sql } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import { mintLink } from "@/lib/account/mint-link";
import { recordEvent } from "@/lib/audit/record-event";
import type { Language } from "@/lib/i18n/language";
import { enqueue } from "@/lib/outbox/enqueue";
import { DAILY_MAILS_OF_ONE_KIND, mayStillWriteTo } from "@/lib/outbox/may-still-write-to";
import { type Context, inTransaction } from "@/lib/platform/context";
import { keepOrUndo } from "@/lib/platform/keep-or-undo";
import { wayBackOf } from "./way-back";

/** `queued`: support must answer, now or since an earlier request. `too-late`: the erasure comes before a mail. */
export type RequestReactivationOutcome =
  | { kind: "link-sent" }
  | { kind: "queued" }
  | { kind: "too-many-mails" }
  | { kind: "too-late" }
  | { kind: "not-deactivated" };

/**
 * The way back into a deactivated account: a link to the contact address, of seven days or until the erasure that comes
 * before (R-505, R-508, R-1204), or, where an administrator closed it, a place in support's queue, taken once.
 * N-05 says which. An address gets five such mails a day (SEC-28). Whatever the account, the same statements run
 * (SEC-22).
 */
export async function requestReactivation(
  tx: Context,
  { accountId }: { accountId: string },
): Promise<RequestReactivationOutcome> {
  return inTransaction(tx, async (inner) => {
    const [known] = await inner.db
      .select({ contactEmail: accounts.contactEmail })
      .from(accounts)
      .where(eq(accounts.id, accountId));
    const recipient = known?.contactEmail ?? accountId;
    const limit = { recipient, kind: "reactivation-requested", limit: DAILY_MAILS_OF_ONE_KIND } as const;
    const mayWrite = await mayStillWriteTo(inner, limit);
    const account = await noteRequest(inner, accountId);
    const left = account && wayBackOf(inner, account);
    const way = whatBegins(account, { mayWrite, isTooLate: left?.kind === "too-late" });

    let linkId: string | null = null;
    await keepOrUndo(inner, { kept: way === "link" }, async (step) => {
      const link = await mintLink(step, {
        purpose: "reactivation",
        subjectId: accountId,
        email: recipient,
        until: left?.until,
      });
      linkId = link.id;
    });
    await keepOrUndo(inner, { kept: way !== null && mayWrite }, async (step) => {
      const message = { kind: "reactivation-requested", accountId, linkId: way === "link" ? linkId : null } as const;
      // Without a link each request is told by its moment: whoever asks again after a refusal is written to again.
      const of = way === "link" ? linkId : `${accountId}:${step.now().toISOString()}`;
      const event = `reactivation-requested:${of}`;
      await enqueue(step, [{ message, recipient, language: account?.language ?? "fr", event }]);
    });
    await keepOrUndo(inner, { kept: way !== null }, async (step) => {
      const facts = { queue: way ?? "link" };
      await recordEvent(step, { kind: "reactivation-requested", actorId: null, targetId: accountId, facts });
    });
    if (!account) return { kind: "not-deactivated" };
    if (account.cause === "administrator") return { kind: "queued" };
    if (left?.kind === "too-late") return { kind: "too-late" };
    return { kind: way === "link" ? "link-sent" : "too-many-mails" };
  });
}

interface DeactivatedAccount {
  cause: "own-wish" | "administrator" | "inactivity";
  language: Language;
  deactivatedAt: Date;
  eraseOn: Date | null;
  /** It stood in support's queue before. */
  waitedBefore: boolean;
}

type DeactivatedRow = Pick<DeactivatedAccount, "cause" | "language" | "waitedBefore"> & {
  deactivatedAt: string | Date;
  eraseOn: string | Date | null;
};

/** Takes the place in support's queue where there is one to take, by one statement; null: not deactivated. */
async function noteRequest(tx: Context, accountId: string): Promise<DeactivatedAccount | null> {
  const { rows } = await tx.db.execute<DeactivatedRow>(sql`
    update accounts set reactivation_requested_at = case when accounts.deactivation_cause = 'administrator'
      then coalesce(accounts.reactivation_requested_at, ${tx.now().toISOString()}::timestamptz) end
    from (
      select id, reactivation_requested_at from accounts
      where id = ${accountId} and status = 'deactivated' for no key update
    ) before
    where accounts.id = before.id
    returning accounts.deactivation_cause as cause, accounts.language, accounts.deactivated_at as "deactivatedAt",
      accounts.erase_on as "eraseOn",
      before.reactivation_requested_at is not null as "waitedBefore"`);
  const [row] = rows;
  if (!row) return null;
  // A statement of our own returns moments as text or as dates, as the driver likes.
  return { ...row, deactivatedAt: new Date(row.deactivatedAt), eraseOn: row.eraseOn ? new Date(row.eraseOn) : null };
}

/** What is begun now; null: nothing, because it was begun before, was begun too often today, or there is no way. */
function whatBegins(
  account: DeactivatedAccount | null,
  { mayWrite, isTooLate }: { mayWrite: boolean; isTooLate: boolean },
): "link" | "administrators" | null {
  if (!account) return null;
  if (account.cause === "administrator") return account.waitedBefore ? null : "administrators";
  return mayWrite && !isTooLate ? "link" : null;
}
