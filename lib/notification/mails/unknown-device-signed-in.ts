import { and, eq } from "drizzle-orm";
import { sessions } from "@/drizzle/schema/account";
import { type Device, describeDevice } from "@/lib/account/describe-device";
import { formatMoment } from "@/lib/i18n/format-moment";
import type { Context } from "@/lib/platform/context";
import { findOwner } from "../find-owner";
import { type Letter, type MailSentences, mailSentences } from "../letter";
import { mailLinks } from "../mail-links";
import type { MailOrder } from "../mail-order";

/** N-26: somebody signed in from a browser that the account does not know; still told once that session has ended (SEC-47). */
export async function unknownDeviceSignedIn(
  ctx: Context,
  { message: { accountId, sessionId }, recipient, language }: MailOrder<"unknown-device-signed-in">,
): Promise<Letter | null> {
  const account = await findOwner(ctx, { accountId, recipient, at: "login" });
  const [session] = await ctx.db
    .select({ createdAt: sessions.createdAt, userAgent: sessions.userAgent })
    .from(sessions)
    .where(and(eq(sessions.id, sessionId), eq(sessions.accountId, accountId)));
  if (!account || !session) return null;

  const sentences = mailSentences(ctx.env, language);
  const { t, say } = sentences;
  const links = mailLinks(ctx.env);
  return {
    title: t("unknownDeviceSignedIn.title"),
    addressee: account,
    paragraphs: [say("unknownDeviceSignedIn.told"), say("unknownDeviceSignedIn.you")],
    facts: [
      { term: t("facts.date"), details: formatMoment(session.createdAt) },
      { term: t("facts.device"), details: nameOf(describeDevice(session.userAgent), sentences) },
    ],
    action: { label: t("unknownDeviceSignedIn.action"), address: links.ownSessions() },
    notes: [say("unknownDeviceSignedIn.notYou", { address: links.forgottenPassword() })],
  };
}

function nameOf({ browser, system }: Device, { t }: MailSentences): string {
  if (browser && system) return t("unknownDeviceSignedIn.browserOn", { browser, system });
  return browser ?? system ?? t("unknownDeviceSignedIn.anyDevice");
}
