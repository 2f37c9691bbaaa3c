import { and, eq, isNull } from "drizzle-orm";
import { accounts, singleUseLinks } from "@/drizzle/schema/account";
import { changesOf } from "@/lib/audit/changes";
import { recordEvent } from "@/lib/audit/record-event";
import { enqueue, type NewMessage } from "@/lib/outbox/enqueue";
import { DAILY_MAILS_OF_ONE_KIND, mayStillWriteTo } from "@/lib/outbox/may-still-write-to";
import { type Context, inTransaction } from "@/lib/platform/context";
import { holdAddress } from "@/lib/platform/hold-address";
import { countUse } from "@/lib/platform/throttle";
import { type Email, maskEmail } from "./email";
import { mintLink } from "./mint-link";
import { holdProof, type PasswordProof } from "./prove-password";

/** New contact addresses that one person may name in a day: each brings a mail to somebody (SEC-28). */
const CHANGES_A_DAY = 10;

/** `changed`: the new address is the proven login address, and counts at once. `unchanged`: it is the present one. */
export type RequestContactEmailOutcome =
  | { kind: "link-sent" }
  | { kind: "changed" }
  | { kind: "unchanged" }
  | { kind: "too-many-mails" };

/**
 * Somebody wants his information mails elsewhere, by his password: the old and the new address are told at once
 * (N-11), the new one counts when its own link comes back.
 */
export async function requestContactEmail(
  ctx: Context,
  proof: PasswordProof,
  { email }: { email: Email },
): Promise<RequestContactEmailOutcome> {
  const { accountId } = proof;
  return inTransaction(ctx, async (tx) => {
    // The address before the account, as everywhere: two acts at once queue up instead of crossing.
    await holdAddress(tx, email);
    const [account] = await tx.db
      .select({ login: accounts.email, contactEmail: accounts.contactEmail, language: accounts.language })
      .from(accounts)
      .where(and(eq(accounts.id, accountId), eq(accounts.status, "active")))
      .for("update");
    if (!account || account.contactEmail === email || !(await holdProof(tx, proof))) return { kind: "unchanged" };
    const limit = { recipient: email, kind: "contact-email-changed", limit: DAILY_MAILS_OF_ONE_KIND } as const;
    const use = await countUse(tx, [{ key: `contact-email:${accountId}`, limit: CHANGES_A_DAY, window: 86_400 }]);
    if (use.kind === "closed" || !(await mayStillWriteTo(tx, limit))) return { kind: "too-many-mails" };

    const isProven = email === account.login;
    const linkId = isProven ? null : await mintConfirmation(tx, { accountId, email });
    if (isProven) await countAtOnce(tx, { accountId, email });
    const [from, to] = [maskEmail(account.contactEmail), maskEmail(email)];
    const telling = { kind: "contact-email-changed", accountId, from, to } as const;
    const event = `contact-email-changed:${linkId ?? tx.id()}`;
    const { language } = account;
    await enqueue(tx, [
      // The secret goes to the address it proves, and nowhere else.
      { message: { ...telling, linkId: null }, recipient: account.contactEmail, language, event },
      { message: { ...telling, linkId }, recipient: email, language, event },
    ] satisfies NewMessage[]);
    const facts = { actorId: accountId, targetId: accountId, facts: {} };
    await recordEvent(tx, { kind: "contact-email-change-requested", ...facts }, { email });
    const changes = changesOf(["contactEmail"], account, { contactEmail: email });
    if (isProven) await recordEvent(tx, { kind: "contact-email-confirmed", ...facts }, { email, changes });
    return { kind: isProven ? "changed" : "link-sent" };
  });
}

interface Change {
  accountId: string;
  email: Email;
}

async function mintConfirmation(tx: Context, { accountId, email }: Change): Promise<string> {
  const link = await mintLink(tx, { purpose: "contact-email-confirmation", subjectId: accountId, email });
  return link.id;
}

async function countAtOnce(tx: Context, { accountId, email }: Change): Promise<void> {
  await tx.db.update(accounts).set({ contactEmail: email }).where(eq(accounts.id, accountId));
  // An older wish that still waits would otherwise overtake this one.
  await tx.db
    .update(singleUseLinks)
    .set({ voidedAt: tx.now() })
    .where(
      and(
        eq(singleUseLinks.subjectId, accountId),
        eq(singleUseLinks.purpose, "contact-email-confirmation"),
        isNull(singleUseLinks.usedAt),
        isNull(singleUseLinks.voidedAt),
      ),
    );
}
