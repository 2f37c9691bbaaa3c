import { and, eq } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import { attachments } from "@/drizzle/schema/attachment";
import { structures } from "@/drizzle/schema/structure";
import { formatDay } from "@/lib/i18n/format-moment";
import type { Context } from "@/lib/platform/context";
import { type Letter, mailSentences, structureName } from "../letter";
import { mailLinks } from "../mail-links";
import type { MailOrder } from "../mail-order";

/** N-22: a provisional identifier still waits for its SIRET, told to the primary manager. */
export async function provisionalIdentifierReminder(
  ctx: Context,
  { message: { structureId }, recipient, language }: MailOrder<"provisional-identifier-reminder">,
): Promise<Letter | null> {
  const [found] = await ctx.db
    .select({ structure: structures, manager: accounts })
    .from(structures)
    .innerJoin(
      attachments,
      and(
        eq(attachments.structureId, structures.id),
        eq(attachments.role, "primary-manager"),
        eq(attachments.status, "approved"),
      ),
    )
    .innerJoin(accounts, and(eq(accounts.id, attachments.accountId), eq(accounts.status, "active")))
    .where(
      and(
        eq(structures.id, structureId),
        eq(structures.identifierType, "EN_COURS_IMMATRICULATION"),
        eq(structures.status, "active"),
        eq(accounts.contactEmail, recipient),
      ),
    );
  if (!found) return null;

  const { t, say } = mailSentences(ctx.env, language);
  const structure = structureName(found.structure);
  const date = formatDay(found.structure.createdAt);
  return {
    title: t("provisionalIdentifierReminder.title", { structure }),
    addressee: found.manager,
    paragraphs: [
      say("provisionalIdentifierReminder.told", { structure, date }),
      say("provisionalIdentifierReminder.how"),
    ],
    action: {
      label: t("provisionalIdentifierReminder.action"),
      address: mailLinks(ctx.env).changeIdentifier(structureId),
    },
    notes: [say("provisionalIdentifierReminder.notYet")],
  };
}
