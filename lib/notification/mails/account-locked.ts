import { and, eq, ne } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import { formatMoment } from "@/lib/i18n/format-moment";
import type { Context } from "@/lib/platform/context";
import { type Letter, mailSentences } from "../letter";
import { mailLinks } from "../mail-links";
import type { MailOrder } from "../mail-order";

/** N-09: too many failed sign-ins closed the account until a moment. */
export async function accountLocked(
  ctx: Context,
  { message, recipient, language }: MailOrder<"account-locked">,
): Promise<Letter | null> {
  const [account] = await ctx.db
    .select()
    .from(accounts)
    .where(and(eq(accounts.id, message.accountId), eq(accounts.email, recipient), ne(accounts.status, "erased")));
  // A lock that is over is still told: the owner should know that somebody tried.
  if (!account?.lockedUntil) return null;

  const { t, say } = mailSentences(ctx.env, language);
  return {
    title: t("accountLocked.title"),
    addressee: account,
    paragraphs: [say("accountLocked.locked", { date: formatMoment(account.lockedUntil) }), say("accountLocked.then")],
    action: { label: t("changePassword"), address: mailLinks(ctx.env).forgottenPassword() },
    notes: [say("accountLocked.notYou")],
  };
}
