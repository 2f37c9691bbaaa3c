import { and, eq } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import { attachmentDepartments, attachments } from "@/drizzle/schema/attachment";
import { departments, structures } from "@/drizzle/schema/structure";
import { deadlinesOf } from "@/lib/attachment/request-life";
import { formatDay, formatMoment } from "@/lib/i18n/format-moment";
import type { Context } from "@/lib/platform/context";
import { findReader } from "../find-reader";
import { fullName, type Letter, mailSentences, structureName } from "../letter";
import { departmentsFact, typedFact } from "../letter-facts";
import { mailLinks } from "../mail-links";
import type { MailOrder } from "../mail-order";

/** N-12: somebody asks to be attached and waits, told to whoever may decide now. */
export async function attachmentRequested(
  ctx: Context,
  { message, recipient, language }: MailOrder<"attachment-requested">,
): Promise<Letter | null> {
  const [request] = await ctx.db
    .select({ attachment: attachments, requester: accounts, structure: structures })
    .from(attachments)
    .innerJoin(accounts, eq(accounts.id, attachments.accountId))
    .innerJoin(structures, eq(structures.id, attachments.structureId))
    .where(
      and(eq(attachments.id, message.attachmentId), eq(attachments.status, "pending"), eq(accounts.status, "active")),
    );
  if (!request) return null;
  const reader = await findReader(ctx, { structureId: request.structure.id, recipient });
  if (!reader) return null;
  const asked = await ctx.db
    .select({ name: departments.name })
    .from(attachmentDepartments)
    .innerJoin(departments, eq(departments.id, attachmentDepartments.departmentId))
    .where(eq(attachmentDepartments.attachmentId, message.attachmentId))
    .orderBy(departments.name);

  const sentences = mailSentences(ctx.env, language);
  const { t, say } = sentences;
  const requester = fullName(request.requester);
  const structure = structureName(request.structure);
  const { id, comment, requestedAt } = request.attachment;
  const isManager = reader.kind === "manager";
  return {
    title: t("attachmentRequested.title", { structure }),
    addressee: isManager ? reader.names : null,
    paragraphs: [
      say("attachmentRequested.request", { requester, structure }),
      say(isManager ? "attachmentRequested.forManager" : "attachmentRequested.forSupport"),
      say("attachmentRequested.deadline", { date: formatDay(deadlinesOf(requestedAt).expiry) }),
    ],
    facts: [
      { term: t("facts.requester"), details: requester },
      { term: t("facts.structure"), details: structure },
      departmentsFact(
        sentences,
        asked.map(({ name }) => name),
      ),
      { term: t("facts.requestedAt"), details: formatMoment(requestedAt) },
      ...typedFact(t("facts.comment"), comment),
    ],
    action: isManager
      ? { label: t("attachmentRequested.action"), address: mailLinks(ctx.env).attachmentRequest(id) }
      : { label: t("requestsStillPending.action"), address: mailLinks(ctx.env).adminRequests() },
  };
}
