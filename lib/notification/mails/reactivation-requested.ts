import { erasureOf } from "@/lib/account/erasure-term";
import { formatMoment } from "@/lib/i18n/format-moment";
import { toTheSecond } from "@/lib/platform/calendar";
import type { Context } from "@/lib/platform/context";
import { findMailedLink } from "../find-mailed-link";
import { findOwner } from "../find-owner";
import { type Letter, mailSentences } from "../letter";
import { mailLinks } from "../mail-links";
import type { MailOrder } from "../mail-order";

/** N-05: the link that brings the account back, or that support must answer. */
export async function reactivationRequested(
  ctx: Context,
  { message, recipient, language }: MailOrder<"reactivation-requested">,
): Promise<Letter | null> {
  const { accountId, linkId } = message;
  const account = await findOwner(ctx, { accountId, recipient, at: "contact" });
  if (account?.status !== "deactivated") return null;

  const { t, say } = mailSentences(ctx.env, language);
  if (linkId === null) {
    if (!account.reactivationRequestedAt) return null;
    return {
      title: t("reactivationRequested.queued.title"),
      addressee: account,
      paragraphs: [
        say("reactivationRequested.queued.told", { date: formatMoment(account.reactivationRequestedAt) }),
        say("reactivationRequested.queued.next"),
        say("reactivationRequested.queued.notYou"),
      ],
    };
  }
  const { deactivatedAt, eraseOn } = account;
  const erasure = deactivatedAt && toTheSecond(erasureOf({ deactivatedAt, eraseOn }));
  const wanted = { id: linkId, purpose: "reactivation", subjectId: accountId, email: recipient } as const;
  const link = await findMailedLink(ctx, wanted);
  if (!link) return null;
  const isLast = erasure !== null && link.expiresAt >= erasure;
  return {
    title: t("reactivationRequested.title"),
    addressee: account,
    paragraphs: [say("reactivationRequested.asked", { date: formatMoment(link.createdAt) })],
    action: { label: t("reactivationRequested.action"), address: mailLinks(ctx.env).reactivation(link.secret) },
    notes: [
      say(`reactivationRequested.${isLast ? "validityBeforeErasure" : "validity"}`, {
        date: formatMoment(link.expiresAt),
      }),
      say("reactivationRequested.notYou"),
    ],
  };
}
