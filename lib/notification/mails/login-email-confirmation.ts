import { and, eq } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import { formatMoment } from "@/lib/i18n/format-moment";
import type { Context } from "@/lib/platform/context";
import { findMailedLink } from "../find-mailed-link";
import { type Letter, mailSentences } from "../letter";
import { mailLinks } from "../mail-links";
import type { MailOrder } from "../mail-order";

/** the link that proves a new login address, to that address. */
export async function loginEmailConfirmation(
  ctx: Context,
  { message: { accountId, linkId }, recipient, language }: MailOrder<"login-email-confirmation">,
): Promise<Letter | null> {
  const [account] = await ctx.db
    .select()
    .from(accounts)
    .where(and(eq(accounts.id, accountId), eq(accounts.status, "active")));
  const wanted = { id: linkId, purpose: "login-email-change", subjectId: accountId, email: recipient } as const;
  const link = await findMailedLink(ctx, wanted);
  if (!account || !link) return null;

  const { t, say } = mailSentences(ctx.env, language);
  return {
    title: t("loginEmailConfirmation.title"),
    addressee: account,
    paragraphs: [say("loginEmailConfirmation.told")],
    action: { label: t("contactEmailConfirmation.action"), address: mailLinks(ctx.env).loginEmailChange(link.secret) },
    notes: [
      say("loginEmailConfirmation.validity", { date: formatMoment(link.expiresAt) }),
      say("loginEmailConfirmation.next"),
      say("contactEmailConfirmation.notYou"),
    ],
  };
}
