import { formatDay } from "@/lib/i18n/format-moment";
import type { Context } from "@/lib/platform/context";
import { findOwner } from "../find-owner";
import { type Letter, mailSentences } from "../letter";
import { mailLinks } from "../mail-links";
import type { MailOrder } from "../mail-order";

/** R-1204: the account will be erased on a day, unless its owner comes back before. */
export async function erasureRequested(
  ctx: Context,
  { message: { accountId }, recipient, language }: MailOrder<"erasure-requested">,
): Promise<Letter | null> {
  const account = await findOwner(ctx, { accountId, recipient, at: "login" });
  if (!account?.eraseOn) return null;

  const { t, say } = mailSentences(ctx.env, language);
  const date = formatDay(account.eraseOn);
  return {
    title: t("erasureRequested.title", { date }),
    addressee: account,
    paragraphs: [say("erasureRequested.told", { date }), say("erasureRequested.back")],
    action: { label: t("signIn"), address: mailLinks(ctx.env).signIn() },
    notes: [say("erasureRequested.kept"), say("erasureRequested.notYou")],
  };
}
