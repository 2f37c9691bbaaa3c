import { and, eq, ne } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import { attachmentDepartments, attachments, subscriptions } from "@/drizzle/schema/attachment";
import { departments, structures } from "@/drizzle/schema/structure";
import type { AttachmentStatus } from "@/lib/attachment/actor";
import type { Message } from "@/lib/outbox/message";
import type { Context } from "@/lib/platform/context";
import { findAuthor } from "../find-author";
import {
  type Fact,
  type Letter,
  type MailSentences,
  mailSentences,
  structureName,
  structureNameForStrangers,
} from "../letter";
import {
  authorFact,
  calendarDay,
  departmentsFact,
  type NamedWorkspace,
  typedFact,
  workspacesFact,
} from "../letter-facts";
import { mailLinks } from "../mail-links";
import type { MailOrder } from "../mail-order";

type Decision = Extract<Message, { kind: "attachment-decided" }>["decision"];

/** What the attachment is while a decision holds: a later one has its own mail. */
const statusAfter: Record<Decision, AttachmentStatus> = {
  approved: "approved",
  refused: "refused",
  suspended: "suspended",
  reactivated: "approved",
  ended: "ended",
  "role-changed": "approved",
};

/** N-15: what was decided of one's attachment, by whom, and what one may do now. */
export async function attachmentDecided(
  ctx: Context,
  { message, recipient, language }: MailOrder<"attachment-decided">,
): Promise<Letter | null> {
  const { attachmentId, decision, deciderId } = message;
  const [decided] = await ctx.db
    .select({ attachment: attachments, owner: accounts, structure: structures })
    .from(attachments)
    .innerJoin(accounts, eq(accounts.id, attachments.accountId))
    .innerJoin(structures, eq(structures.id, attachments.structureId))
    .where(
      and(
        eq(attachments.id, attachmentId),
        eq(attachments.status, statusAfter[decision]),
        eq(accounts.contactEmail, recipient),
        ne(accounts.status, "erased"),
      ),
    );
  if (!decided) return null;
  const { attachment, owner } = decided;
  const author = await findAuthor(ctx, { deciderId, structureId: attachment.structureId });
  const isAttached = attachment.status === "approved";
  const isOwnAct = deciderId === owner.id;

  const sentences = mailSentences(ctx.env, language);
  const { t, say, organisations } = sentences;
  // Who was refused never was of the structure.
  const structure =
    decision === "refused" ? structureNameForStrangers(sentences, decided.structure) : structureName(decided.structure);
  const role = organisations(`roles.${attachment.role}`);
  return {
    title: t(`attachmentDecided.${decision}.title`, { structure }),
    addressee: owner,
    paragraphs: [
      say(`attachmentDecided.${decision}.told`, { structure, role }),
      attachment.reactivateOn
        ? say("attachmentDecided.suspended.until", { date: calendarDay(attachment.reactivateOn) })
        : say(isOwnAct && decision === "ended" ? "attachmentDecided.ended.left" : `attachmentDecided.${decision}.next`),
    ],
    facts: [
      { term: t("facts.structure"), details: structure },
      ...(isAttached ? [{ term: t("facts.role"), details: role }] : []),
      ...(await departmentFacts(ctx, attachmentId, sentences)),
      ...(isAttached ? workspacesFact(sentences, await activeWorkspaces(ctx, attachment)) : []),
      ...(decision === "refused" ? typedFact(t("facts.reason"), attachment.refusalReason) : []),
      // Whoever is not, or no more, of the structure learns a role, never a name (SEC-63).
      ...(isOwnAct ? [] : [authorFact(sentences, author, isAttached)]),
    ],
    action:
      decision === "refused"
        ? { label: t("askAgain"), address: mailLinks(ctx.env).requestAttachment() }
        : { label: t("goHome"), address: mailLinks(ctx.env).portalHome() },
  };
}

/** The departments it holds for, and apart those that were refused. */
async function departmentFacts(ctx: Context, attachmentId: string, sentences: MailSentences): Promise<Fact[]> {
  const lines = await ctx.db
    .select({ name: departments.name, status: attachmentDepartments.status })
    .from(attachmentDepartments)
    .innerJoin(departments, eq(departments.id, attachmentDepartments.departmentId))
    .where(eq(attachmentDepartments.attachmentId, attachmentId))
    .orderBy(departments.name);
  const granted = lines.filter(({ status }) => status !== "refused").map(({ name }) => name);
  const refused = lines.filter(({ status }) => status === "refused").map(({ name }) => name);
  return [
    ...(granted.length > 0 || refused.length === 0 ? [departmentsFact(sentences, granted)] : []),
    ...typedFact(sentences.t("facts.refusedDepartments"), refused.join(", ")),
  ];
}

function activeWorkspaces(
  ctx: Context,
  { accountId, structureId }: { accountId: string; structureId: string },
): Promise<NamedWorkspace[]> {
  return ctx.db
    .select({ workspace: subscriptions.workspace, access: subscriptions.access, department: departments.name })
    .from(subscriptions)
    .leftJoin(departments, eq(departments.id, subscriptions.departmentId))
    .where(
      and(
        eq(subscriptions.accountId, accountId),
        eq(subscriptions.structureId, structureId),
        eq(subscriptions.status, "active"),
      ),
    )
    .orderBy(departments.name);
}
