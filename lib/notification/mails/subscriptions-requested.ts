import { and, asc, eq, inArray } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import { attachments, subscriptions } from "@/drizzle/schema/attachment";
import { departments, structures } from "@/drizzle/schema/structure";
import { formatMoment } from "@/lib/i18n/format-moment";
import type { Context } from "@/lib/platform/context";
import { findReader } from "../find-reader";
import { fullName, type Letter, mailSentences, structureName } from "../letter";
import { typedFact, workspacesFact } from "../letter-facts";
import { mailLinks } from "../mail-links";
import type { MailOrder } from "../mail-order";

/** N-23: somebody of the structure asks for workspaces and waits, told to whoever may decide now. */
export async function subscriptionsRequested(
  ctx: Context,
  { message, recipient, language }: MailOrder<"subscriptions-requested">,
): Promise<Letter | null> {
  const waiting = await ctx.db
    .select({ subscription: subscriptions, requester: accounts, structure: structures, department: departments.name })
    .from(subscriptions)
    .innerJoin(accounts, eq(accounts.id, subscriptions.accountId))
    .innerJoin(structures, eq(structures.id, subscriptions.structureId))
    .innerJoin(
      attachments,
      and(
        eq(attachments.accountId, subscriptions.accountId),
        eq(attachments.structureId, subscriptions.structureId),
        eq(attachments.status, "approved"),
      ),
    )
    .leftJoin(departments, eq(departments.id, subscriptions.departmentId))
    .where(
      and(
        inArray(subscriptions.id, message.subscriptionIds),
        eq(subscriptions.status, "pending"),
        eq(accounts.status, "active"),
      ),
    )
    .orderBy(asc(subscriptions.requestedAt), asc(subscriptions.id));
  const [first] = waiting;
  const reader = first && (await findReader(ctx, { structureId: first.structure.id, recipient }));
  if (!first || !reader) return null;

  const sentences = mailSentences(ctx.env, language);
  const { t, say } = sentences;
  const requester = fullName(first.requester);
  const structure = structureName(first.structure);
  const values = { requester, structure, count: waiting.length };
  const links = mailLinks(ctx.env);
  const isManager = reader.kind === "manager";
  return {
    title: t("subscriptionsRequested.title", values),
    addressee: isManager ? reader.names : null,
    paragraphs: [
      say("subscriptionsRequested.request", values),
      isManager ? say("subscriptionsRequested.forManager", values) : say("attachmentRequested.forSupport"),
    ],
    facts: [
      { term: t("facts.requester"), details: requester },
      { term: t("facts.structure"), details: structure },
      ...workspacesFact(
        sentences,
        waiting.map(({ subscription: { workspace, access }, department }) => ({ workspace, access, department })),
      ),
      { term: t("facts.requestedAt"), details: formatMoment(first.subscription.requestedAt) },
      ...typedFact(t("facts.comment"), first.subscription.comment),
    ],
    action: !isManager
      ? { label: t("requestsStillPending.action"), address: links.adminRequests() }
      : waiting.length === 1
        ? { label: t("attachmentRequested.action"), address: links.subscriptionRequest(first.subscription.id) }
        : { label: t("requestsStillPending.action"), address: links.desk() },
  };
}
