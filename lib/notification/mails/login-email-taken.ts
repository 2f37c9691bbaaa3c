import type { Context } from "@/lib/platform/context";
import { findOwner } from "../find-owner";
import { type Letter, mailSentences } from "../letter";
import { mailLinks } from "../mail-links";
import type { MailOrder } from "../mail-order";

/** R-604, SEC-22: somebody wanted this taken address as his login; only its owner hears of it, and nothing changed. */
export async function loginEmailTaken(
  ctx: Context,
  { message: { accountId }, recipient, language }: MailOrder<"login-email-taken">,
): Promise<Letter | null> {
  const account = await findOwner(ctx, { accountId, recipient, at: "login" });
  if (!account) return null;

  const { t, say } = mailSentences(ctx.env, language);
  return {
    title: t("loginEmailTaken.title"),
    addressee: account,
    paragraphs: [say("loginEmailTaken.told"), say("loginEmailTaken.you")],
    action: { label: t("signIn"), address: mailLinks(ctx.env).signIn() },
    notes: [say("loginEmailTaken.notYou")],
  };
}
