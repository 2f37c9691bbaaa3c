import { and, eq, isNull } from "drizzle-orm";
import { registrations } from "@/drizzle/schema/onboarding";
import { formatMoment } from "@/lib/i18n/format-moment";
import type { Context } from "@/lib/platform/context";
import { findMailedLink } from "../find-mailed-link";
import { type Letter, mailSentences } from "../letter";
import { mailLinks } from "../mail-links";
import type { MailOrder } from "../mail-order";

/** N-02: the link that activates, while it is the newest of its registration. */
export async function activationInvited(
  ctx: Context,
  { message, recipient, language }: MailOrder<"activation-invited">,
): Promise<Letter | null> {
  const subjectId = message.registrationId;
  const [registration] = await ctx.db
    .select()
    .from(registrations)
    .where(and(eq(registrations.id, subjectId), isNull(registrations.closedAt)));
  const link = await findMailedLink(ctx, { id: message.linkId, purpose: "activation", subjectId, email: recipient });
  if (!registration || !link) return null;

  const { t, say } = mailSentences(ctx.env, language);
  return {
    title: t("activationInvited.title"),
    addressee: registration,
    paragraphs: [say("activationInvited.invitation")],
    action: { label: t("activationInvited.action"), address: mailLinks(ctx.env).activation(link.secret) },
    notes: [say("activationInvited.validity", { date: formatMoment(link.expiresAt) }), say("notYou")],
  };
}
