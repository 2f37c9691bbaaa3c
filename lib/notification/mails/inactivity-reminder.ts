import { subDays } from "date-fns";
import { formatDay } from "@/lib/i18n/format-moment";
import type { Context } from "@/lib/platform/context";
import { findOwner } from "../find-owner";
import { type Letter, mailSentences } from "../letter";
import { mailLinks } from "../mail-links";
import type { MailOrder } from "../mail-order";

/** The first reminder leaves 30 days before the day: whoever signed in this near to it came back since. */
const CAME_BACK_DAYS = 60;

/** N-10: nobody signs in to the account any more, and it will be deactivated on a day. */
export async function inactivityReminder(
  ctx: Context,
  { message, recipient, language }: MailOrder<"inactivity-reminder">,
): Promise<Letter | null> {
  const account = await findOwner(ctx, { accountId: message.accountId, recipient, at: "contact" });
  if (account?.status !== "active") return null;
  const deactivationOn = new Date(message.deactivationOn);
  if (account.lastSignInAt && account.lastSignInAt > subDays(deactivationOn, CAME_BACK_DAYS)) return null;

  const { t, say } = mailSentences(ctx.env, language);
  const date = formatDay(deactivationOn);
  return {
    title: t("inactivityReminder.title", { date }),
    addressee: account,
    paragraphs: [say("inactivityReminder.told", { date }), say("inactivityReminder.keep")],
    action: { label: t("signIn"), address: mailLinks(ctx.env).signIn() },
    notes: [say("inactivityReminder.after")],
  };
}
