import { and, eq } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import type { Email } from "@/lib/account/email";
import { recordEvent } from "@/lib/audit/record-event";
import { DAILY_MAILS_OF_ONE_KIND, mayStillWriteTo } from "@/lib/outbox/may-still-write-to";
import type { Context } from "@/lib/platform/context";
import { keepOrUndo } from "@/lib/platform/keep-or-undo";
import { mailResetLink } from "./mail-reset-link";

/**
 * Mails the link to a new password where an active or locked account has that address and got fewer than five such mails
 * today (R-430, SEC-28); otherwise the same statements run and nothing stays (SEC-22). The trail says which it was.
 */
export async function mailResetIfActive(
  tx: Context,
  { email, origin }: { email: Email; origin: string },
): Promise<void> {
  const mayWrite = await mayStillWriteTo(tx, {
    recipient: email,
    kind: "password-reset",
    limit: DAILY_MAILS_OF_ONE_KIND,
  });
  const [active] = await tx.db
    .select({ id: accounts.id, email: accounts.email, language: accounts.language })
    .from(accounts)
    .where(and(eq(accounts.email, email), eq(accounts.status, "active")));
  const kept = active !== undefined && mayWrite;
  const account = active ?? { id: tx.id(), email, language: "fr" as const };
  await keepOrUndo(tx, { kept }, (inner) => mailResetLink(inner, { account, byAdministrator: false }));

  const targetId = active?.id ?? null;
  const facts = { by: "owner", sent: kept } as const;
  await recordEvent(tx, { kind: "password-reset-requested", actorId: null, targetId, facts }, { origin, email });
}
