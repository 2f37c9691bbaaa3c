import { formatMoment } from "@/lib/i18n/format-moment";
import type { Context } from "@/lib/platform/context";
import { findOwner } from "../find-owner";
import { type Letter, mailSentences } from "../letter";
import { mailLinks } from "../mail-links";
import type { MailOrder } from "../mail-order";

/** Somebody who holds the password guessed at the second factor until the way closed (SEC-47, SEC-48). */
export async function secondFactorGuessed(
  ctx: Context,
  { message: { accountId, at }, recipient, language }: MailOrder<"second-factor-guessed">,
): Promise<Letter | null> {
  const account = await findOwner(ctx, { accountId, recipient, at: "login" });
  if (!account) return null;

  const { t, say } = mailSentences(ctx.env, language);
  return {
    title: t("secondFactorGuessed.title"),
    addressee: account,
    paragraphs: [
      say("secondFactorGuessed.told", { date: formatMoment(new Date(at)) }),
      say("secondFactorGuessed.closed"),
    ],
    action: { label: t("changePassword"), address: mailLinks(ctx.env).forgottenPassword() },
    notes: [say("secondFactorGuessed.you")],
  };
}
