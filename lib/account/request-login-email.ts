import { and, eq, ne } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import { recordEvent } from "@/lib/audit/record-event";
import { enqueue, type NewMessage } from "@/lib/outbox/enqueue";
import { DAILY_MAILS_OF_ONE_KIND, mayStillWriteTo } from "@/lib/outbox/may-still-write-to";
import { type Context, inTransaction } from "@/lib/platform/context";
import { keepOrUndo } from "@/lib/platform/keep-or-undo";
import { countUse } from "@/lib/platform/throttle";
import type { Email } from "./email";
import { mintLink } from "./mint-link";
import { holdProof, type PasswordProof } from "./prove-password";

/** New login addresses that one person may name in a day: a list of addresses is not to be tried out here (SEC-28). */
const REQUESTS_A_DAY = 10;

/** `received` says nothing of whether the address is free (SEC-22). `unchanged`: it is one's own already. */
export type RequestLoginEmailOutcome =
  | { kind: "received"; expiresAt: Date }
  | { kind: "unchanged" }
  | { kind: "too-many-attempts" };

/**
 * Somebody wants to sign in with another address, by his password: a free one gets a link of 24 hours, the owner
 * of a taken one is told. The answer and what is done for it are the same; the link of a taken address leaves nowhere.
 */
export async function requestLoginEmail(
  ctx: Context,
  proof: PasswordProof,
  { email }: { email: Email },
): Promise<RequestLoginEmailOutcome> {
  const { accountId } = proof;
  const use = await countUse(ctx, [{ key: `login-email:${accountId}`, limit: REQUESTS_A_DAY, window: 86_400 }]);
  if (use.kind === "closed") return { kind: "too-many-attempts" };

  return inTransaction(ctx, async (tx) => {
    const limit = { recipient: email, limit: DAILY_MAILS_OF_ONE_KIND } as const;
    const mayInvite = await mayStillWriteTo(tx, { ...limit, kind: "login-email-confirmation" });
    const mayWarn = await mayStillWriteTo(tx, { ...limit, kind: "login-email-taken" });
    const [own] = await tx.db
      .select({ email: accounts.email, language: accounts.language })
      .from(accounts)
      .where(and(eq(accounts.id, accountId), eq(accounts.status, "active")))
      .for("update");
    if (!own || own.email === email || !(await holdProof(tx, proof))) return { kind: "unchanged" };
    const [owner] = await tx.db
      .select({ id: accounts.id, language: accounts.language })
      .from(accounts)
      .where(and(eq(accounts.email, email), ne(accounts.status, "erased")));

    const link = await mintLink(tx, { purpose: "login-email-change", subjectId: accountId, email });
    const telling: NewMessage = owner
      ? {
          message: { kind: "login-email-taken", accountId: owner.id },
          recipient: email,
          language: owner.language,
          event: `login-email-taken:${link.id}`,
        }
      : {
          message: { kind: "login-email-confirmation", accountId, linkId: link.id },
          recipient: email,
          language: own.language,
          event: `login-email-confirmation:${link.id}`,
        };
    const kept = owner ? mayWarn : mayInvite;
    await keepOrUndo(tx, { kept }, (inner) => enqueue(inner, [telling]));
    const facts = { sent: kept && !owner };
    await recordEvent(
      tx,
      { kind: "login-email-change-requested", actorId: accountId, targetId: accountId, facts },
      { email },
    );
    return { kind: "received", expiresAt: link.expiresAt };
  });
}
