import { and, eq, ne } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import { attachments } from "@/drizzle/schema/attachment";
import { structures } from "@/drizzle/schema/structure";
import { formatMoment } from "@/lib/i18n/format-moment";
import type { Context } from "@/lib/platform/context";
import { type Letter, mailSentences, structureNameForStrangers } from "../letter";
import { mailLinks } from "../mail-links";
import type { MailOrder } from "../mail-order";

/** N-14: a request ended without a decision, and what one can do next. */
export async function attachmentRequestClosed(
  ctx: Context,
  { message, recipient, language }: MailOrder<"attachment-request-closed">,
): Promise<Letter | null> {
  const [request] = await ctx.db
    .select({ attachment: attachments, requester: accounts, structure: structures })
    .from(attachments)
    .innerJoin(accounts, eq(accounts.id, attachments.accountId))
    .innerJoin(structures, eq(structures.id, attachments.structureId))
    .where(
      and(
        eq(attachments.id, message.attachmentId),
        eq(attachments.status, "cancelled"),
        eq(accounts.contactEmail, recipient),
        ne(accounts.status, "erased"),
      ),
    );
  if (!request) return null;

  const sentences = mailSentences(ctx.env, language);
  const { t, say } = sentences;
  const structure = structureNameForStrangers(sentences, request.structure);
  const { requestedAt } = request.attachment;
  const { cause } = message;
  return {
    title: t(`attachmentRequestClosed.${cause}.title`, { structure }),
    addressee: request.requester,
    paragraphs: [
      say(`attachmentRequestClosed.${cause}.told`, { structure }),
      say(`attachmentRequestClosed.${cause}.next`),
    ],
    facts: [
      { term: t("facts.structure"), details: structure },
      { term: t("facts.requestedAt"), details: formatMoment(requestedAt) },
      { term: t("facts.reason"), details: t(`attachmentRequestClosed.${cause}.reason`) },
    ],
    action:
      cause === "structure-deactivated"
        ? { label: t("goHome"), address: mailLinks(ctx.env).portalHome() }
        : { label: t("askAgain"), address: mailLinks(ctx.env).requestAttachment() },
  };
}
