import { formatMoment } from "@/lib/i18n/format-moment";
import type { Context } from "@/lib/platform/context";
import { findOwner } from "../find-owner";
import { type Letter, mailSentences } from "../letter";
import { mailLinks } from "../mail-links";
import type { MailOrder } from "../mail-order";

/** N-27: a second factor came or went, recovery codes were renewed or used (SEC-47, SEC-48). */
export async function secondFactorChanged(
  ctx: Context,
  { message: { accountId, change, at }, recipient, language }: MailOrder<"second-factor-changed">,
): Promise<Letter | null> {
  const account = await findOwner(ctx, { accountId, recipient, at: "login" });
  if (!account) return null;

  const { t, say } = mailSentences(ctx.env, language);
  const links = mailLinks(ctx.env);
  const bySupport = change === "removed-by-administrator";
  return {
    title: t(`secondFactorChanged.${change}.title`),
    addressee: account,
    paragraphs: [
      say(`secondFactorChanged.${change}.told`, { date: formatMoment(new Date(at)) }),
      say(bySupport ? "secondFactorChanged.youAsked" : "secondFactorChanged.you"),
    ],
    action: { label: t("secondFactorChanged.action"), address: links.security() },
    notes: [say("secondFactorChanged.notYou", { address: links.forgottenPassword() })],
  };
}
