import { and, eq, ne } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { accounts } from "@/drizzle/schema/account";
import { appointments, attachments } from "@/drizzle/schema/attachment";
import { structures } from "@/drizzle/schema/structure";
import { formatMoment } from "@/lib/i18n/format-moment";
import type { Context } from "@/lib/platform/context";
import { fullName, type Letter, mailSentences, structureName } from "../letter";
import { mailLinks } from "../mail-links";
import type { MailOrder } from "../mail-order";

/**
 * SEC-68: support named a primary manager, told to everybody attached, the new manager among them, even where he has
 * passed the role on since: nobody may make the notice of his own appointment disappear.
 */
export async function managerAppointed(
  ctx: Context,
  { message: { structureId, appointmentId }, recipient, language }: MailOrder<"manager-appointed">,
): Promise<Letter | null> {
  const appointed = alias(attachments, "appointed");
  const manager = alias(accounts, "manager");
  const told = await ctx.db
    .select({ structure: structures, reader: accounts, manager, seat: appointed, decidedAt: appointments.decidedAt })
    .from(appointments)
    .innerJoin(structures, eq(structures.id, appointments.structureId))
    .innerJoin(appointed, eq(appointed.id, appointments.attachmentId))
    .innerJoin(manager, and(eq(manager.id, appointed.accountId), ne(manager.status, "erased")))
    .innerJoin(
      attachments,
      and(eq(attachments.structureId, appointments.structureId), eq(attachments.status, "approved")),
    )
    .innerJoin(accounts, and(eq(accounts.id, attachments.accountId), ne(accounts.status, "erased")))
    .where(
      and(
        eq(appointments.id, appointmentId),
        eq(appointments.structureId, structureId),
        eq(appointments.confirmed, true),
        eq(accounts.contactEmail, recipient),
      ),
    );
  const [first, another] = told;
  if (!first) return null;
  // People may share an address, and get one mail: as to the new manager, if he is one of them (R-1101).
  const own = told.find(({ reader }) => reader.id === first.manager.id);

  const { t, say } = mailSentences(ctx.env, language);
  const structure = structureName(first.structure);
  const name = fullName(first.manager);
  const side = own ? "appointed" : "others";
  const { role, status } = first.seat;
  const stillManages = role === "primary-manager" && (status === "approved" || status === "suspended");
  return {
    title: t(`managerAppointed.${side}.title`, { structure }),
    addressee: own?.reader ?? (another ? null : first.reader),
    paragraphs: [
      say(`managerAppointed.${side}.told`, { structure, manager: name }),
      ...(own && stillManages ? [say("managerAppointed.appointed.next")] : []),
      ...(stillManages ? [] : [say("managerAppointed.passedOn")]),
      say("managerAppointed.wait"),
    ],
    facts: [
      { term: t("facts.structure"), details: structure },
      { term: t("facts.appointed"), details: name },
      ...(first.decidedAt ? [{ term: t("facts.date"), details: formatMoment(first.decidedAt) }] : []),
    ],
    action: { label: t("openStructure"), address: mailLinks(ctx.env).structure(structureId) },
    notes: [say("managerAppointed.notYou")],
  };
}
