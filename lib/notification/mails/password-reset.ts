import { handOverLink } from "@/lib/account/hand-over-link";
import { formatMoment } from "@/lib/i18n/format-moment";
import type { Context } from "@/lib/platform/context";
import { findMailedLink } from "../find-mailed-link";
import { findOwner } from "../find-owner";
import { type Letter, mailSentences } from "../letter";
import { mailLinks } from "../mail-links";
import type { MailOrder } from "../mail-order";

/** N-03: the link to a new password, whose 60 minutes begin as the mail leaves. */
export async function passwordReset(
  ctx: Context,
  { message, recipient, language }: MailOrder<"password-reset">,
): Promise<Letter | null> {
  const { accountId, linkId, byAdministrator } = message;
  const account = await findOwner(ctx, { accountId, recipient, at: "login" });
  if (account?.status !== "active") return null;
  await handOverLink(ctx, linkId);
  const wanted = { id: linkId, purpose: "password-reset", subjectId: accountId, email: recipient } as const;
  const link = await findMailedLink(ctx, wanted);
  if (!link) return null;

  const { t, say } = mailSentences(ctx.env, language);
  const asked = byAdministrator ? "passwordReset.askedBySupport" : "passwordReset.asked";
  return {
    title: t("passwordReset.title"),
    addressee: account,
    paragraphs: [say(asked, { date: formatMoment(link.createdAt) })],
    action: { label: t("changePassword"), address: mailLinks(ctx.env).newPassword(link.secret) },
    notes: [say("passwordReset.validity", { date: formatMoment(link.expiresAt) }), say("passwordReset.notYou")],
  };
}
