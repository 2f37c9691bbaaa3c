import { formatMoment } from "@/lib/i18n/format-moment";
import type { Context } from "@/lib/platform/context";
import { findOwner } from "../find-owner";
import { type Letter, mailSentences } from "../letter";
import { mailLinks } from "../mail-links";
import type { MailOrder } from "../mail-order";

/** N-08: the password was changed or reset, and what to do if somebody else did it. */
export async function passwordChanged(
  ctx: Context,
  { message: { accountId, how, at }, recipient, language }: MailOrder<"password-changed">,
): Promise<Letter | null> {
  const account = await findOwner(ctx, { accountId, recipient, at: "login" });
  if (!account) return null;

  const { t, say } = mailSentences(ctx.env, language);
  return {
    title: t("passwordChanged.title"),
    addressee: account,
    paragraphs: [
      say(`passwordChanged.${how}`, { date: formatMoment(new Date(at)) }),
      say("passwordChanged.you"),
      say("passwordChanged.notYou"),
    ],
    action: { label: t("changePassword"), address: mailLinks(ctx.env).forgottenPassword() },
  };
}
