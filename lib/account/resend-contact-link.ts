import { and, eq } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import { enqueue } from "@/lib/outbox/enqueue";
import { DAILY_MAILS_OF_ONE_KIND, mayStillWriteTo } from "@/lib/outbox/may-still-write-to";
import { type Context, inTransaction } from "@/lib/platform/context";
import { findWaitingAddress } from "./find-waiting-address";
import { mintLink } from "./mint-link";

export type ResendContactLinkOutcome = { kind: "sent" } | { kind: "nothing-waits" } | { kind: "too-many-mails" };

/** Sends the link that confirms a contact address once more, as a new one; at most five a day (R-319, SEC-28). */
export async function resendContactLink(
  ctx: Context,
  { accountId }: { accountId: string },
): Promise<ResendContactLinkOutcome> {
  const purpose = "contact-email-confirmation";
  const before = await findWaitingAddress(ctx, { accountId, purpose });
  if (!before) return { kind: "nothing-waits" };
  const { email } = before;
  return inTransaction(ctx, async (tx) => {
    const limit = { recipient: email, kind: purpose, limit: DAILY_MAILS_OF_ONE_KIND } as const;
    if (!(await mayStillWriteTo(tx, limit))) return { kind: "too-many-mails" };
    const [account] = await tx.db
      .select({ language: accounts.language })
      .from(accounts)
      .where(and(eq(accounts.id, accountId), eq(accounts.status, "active")))
      .for("update");
    const waiting = account && (await findWaitingAddress(tx, { accountId, purpose }));
    // Confirmed, given up or replaced meanwhile.
    if (!account || waiting?.email !== email) return { kind: "nothing-waits" };
    const { id: linkId } = await mintLink(tx, { purpose, subjectId: accountId, email });
    const message = { kind: purpose, accountId, linkId } as const;
    await enqueue(tx, [{ message, recipient: email, language: account.language, event: `${purpose}:${linkId}` }]);
    return { kind: "sent" };
  });
}
