import { and, eq } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import { formatMoment } from "@/lib/i18n/format-moment";
import type { Context } from "@/lib/platform/context";
import { findMailedLink } from "../find-mailed-link";
import { type Letter, mailSentences } from "../letter";
import { mailLinks } from "../mail-links";
import type { MailOrder } from "../mail-order";

/** the link by which a contact address says that it wants the notifications. */
export async function contactEmailConfirmation(
  ctx: Context,
  { message, recipient, language }: MailOrder<"contact-email-confirmation">,
): Promise<Letter | null> {
  const subjectId = message.accountId;
  const [account] = await ctx.db
    .select()
    .from(accounts)
    .where(and(eq(accounts.id, subjectId), eq(accounts.status, "active")));
  const wanted = { id: message.linkId, purpose: "contact-email-confirmation", subjectId, email: recipient } as const;
  const link = await findMailedLink(ctx, wanted);
  if (!account || !link) return null;

  const { t, say } = mailSentences(ctx.env, language);
  return {
    title: t("contactEmailConfirmation.title"),
    addressee: account,
    paragraphs: [say("contactEmailConfirmation.named")],
    action: {
      label: t("contactEmailConfirmation.action"),
      address: mailLinks(ctx.env).contactEmailConfirmation(link.secret),
    },
    notes: [
      say("contactEmailConfirmation.validity", { date: formatMoment(link.expiresAt) }),
      say("contactEmailConfirmation.notYou"),
    ],
  };
}
