import { and, eq, ne } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import { maskEmail } from "@/lib/account/email";
import { formatMoment } from "@/lib/i18n/format-moment";
import type { Context } from "@/lib/platform/context";
import { findLastAct } from "../find-last-act";
import { type Letter, mailSentences } from "../letter";
import type { MailOrder } from "../mail-order";

/** N-11: the login address was changed, told to the old one, which by design is the account's no more (R-604, SEC-47). */
export async function loginEmailChanged(
  ctx: Context,
  { message: { accountId, from, to }, recipient, language }: MailOrder<"login-email-changed">,
): Promise<Letter | null> {
  const [account] = await ctx.db
    .select()
    .from(accounts)
    // Changed back meanwhile: it signs in again, and nothing is told that is no longer true.
    .where(and(eq(accounts.id, accountId), ne(accounts.status, "erased"), ne(accounts.email, recipient)));
  if (!account || maskEmail(recipient) !== from) return null;
  const act = await findLastAct(ctx, { targetId: accountId, kinds: ["login-email-changed"] });

  const { t, say } = mailSentences(ctx.env, language);
  return {
    title: t("loginEmailChanged.title"),
    addressee: account,
    paragraphs: [say("loginEmailChanged.told")],
    facts: [
      { term: t("facts.formerAddress"), details: from },
      { term: t("facts.newAddress"), details: to },
      ...(act ? [{ term: t("facts.date"), details: formatMoment(act.at) }] : []),
    ],
    notes: [say("loginEmailChanged.you"), say("loginEmailChanged.notYou")],
  };
}
