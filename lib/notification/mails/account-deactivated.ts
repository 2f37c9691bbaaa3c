import { formatDay, formatMoment } from "@/lib/i18n/format-moment";
import type { Context } from "@/lib/platform/context";
import { findOwner } from "../find-owner";
import { type Letter, mailSentences } from "../letter";
import { typedFact } from "../letter-facts";
import { mailLinks } from "../mail-links";
import type { MailOrder } from "../mail-order";

/** N-04: the account was deactivated, by whom, why, and how to get it back. */
export async function accountDeactivated(
  ctx: Context,
  { message, recipient, language }: MailOrder<"account-deactivated">,
): Promise<Letter | null> {
  const account = await findOwner(ctx, { accountId: message.accountId, recipient, at: "login" });
  const cause = account?.deactivationCause;
  // It is back: that has a mail of its own.
  if (account?.status !== "deactivated" || !account.deactivatedAt || !cause) return null;

  const { t, say } = mailSentences(ctx.env, language);
  const date = formatMoment(account.deactivatedAt);
  const reason = cause === "inactivity" ? t("accountDeactivated.inactive") : account.deactivationReason;
  return {
    title: t("accountDeactivated.title"),
    addressee: account,
    paragraphs: [
      say(`accountDeactivated.${cause}.told`, { date }),
      say("accountDeactivated.frozen"),
      say(`accountDeactivated.${cause}.back`),
    ],
    facts: [
      { term: t("facts.deactivatedAt"), details: date },
      { term: t("facts.origin"), details: t(`accountDeactivated.${cause}.origin`) },
      ...typedFact(t("facts.reason"), reason),
    ],
    action: { label: t("signIn"), address: mailLinks(ctx.env).signIn() },
    notes: [
      account.eraseOn
        ? say("accountDeactivated.erased", { date: formatDay(account.eraseOn) })
        : say("accountDeactivated.kept"),
      ...(cause === "own-wish" ? [say("accountDeactivated.notYou")] : []),
    ],
  };
}
