import { and, eq, gte, isNull, ne } from "drizzle-orm";
import { accounts, singleUseLinks } from "@/drizzle/schema/account";
import { maskEmail } from "@/lib/account/email";
import { formatMoment } from "@/lib/i18n/format-moment";
import type { Context } from "@/lib/platform/context";
import { findLastAct } from "../find-last-act";
import { findMailedLink } from "../find-mailed-link";
import { type Letter, mailSentences } from "../letter";
import { mailLinks } from "../mail-links";
import type { MailOrder } from "../mail-order";

/**
 * N-11: the contact address changes, told to the old and to the new one. The old one is written to even once it
 * is the account's no more: its owner must hear of a change that he did not make.
 */
export async function contactEmailChanged(
  ctx: Context,
  { message, recipient, language }: MailOrder<"contact-email-changed">,
): Promise<Letter | null> {
  const { accountId, linkId, from, to } = message;
  const [account] = await ctx.db
    .select()
    .from(accounts)
    .where(and(eq(accounts.id, accountId), ne(accounts.status, "erased")));
  if (!account) return null;
  const purpose = "contact-email-confirmation";
  const wanted = linkId && ({ id: linkId, purpose, subjectId: accountId, email: recipient } as const);
  const link = wanted ? await findMailedLink(ctx, wanted) : null;
  // A link that was used or replaced has nothing more to confirm.
  if (wanted && !link && recipient !== account.contactEmail) return null;
  const masked = maskEmail(recipient);
  if (!link && recipient !== account.contactEmail && masked !== from && masked !== to) return null;

  const waiting = await ctx.db.$count(
    singleUseLinks,
    and(
      eq(singleUseLinks.subjectId, accountId),
      eq(singleUseLinks.purpose, purpose),
      isNull(singleUseLinks.usedAt),
      isNull(singleUseLinks.voidedAt),
      gte(singleUseLinks.expiresAt, ctx.now()),
    ),
  );
  const asked = await findLastAct(ctx, {
    targetId: accountId,
    kinds: ["contact-email-change-requested", "contact-email-confirmed"],
  });
  const date = link?.createdAt ?? asked?.at;
  const isDone = waiting === 0 && maskEmail(account.contactEmail) === to;

  const { t, say } = mailSentences(ctx.env, language);
  return {
    title: t("contactEmailChanged.title"),
    addressee: account,
    paragraphs: [
      say("contactEmailChanged.told"),
      ...(link ? [say("contactEmailChanged.confirm")] : []),
      ...(!link && waiting > 0 ? [say("contactEmailChanged.pending")] : []),
      ...(isDone ? [say("contactEmailChanged.done")] : []),
    ],
    facts: [
      { term: t("facts.formerAddress"), details: from },
      { term: t("facts.newAddress"), details: to },
      ...(date ? [{ term: t("facts.date"), details: formatMoment(date) }] : []),
    ],
    ...(link
      ? {
          action: {
            label: t("contactEmailConfirmation.action"),
            address: mailLinks(ctx.env).contactEmailConfirmation(link.secret),
          },
        }
      : {}),
    notes: link
      ? [
          say("contactEmailChanged.validity", { date: formatMoment(link.expiresAt) }),
          say("contactEmailChanged.notYourAccount"),
        ]
      : [say("contactEmailChanged.notYou")],
  };
}
