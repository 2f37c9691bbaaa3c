import { and, eq, inArray, ne } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import { attachments, subscriptions } from "@/drizzle/schema/attachment";
import { departments, structures } from "@/drizzle/schema/structure";
import type { Context } from "@/lib/platform/context";
import { findAuthor } from "../find-author";
import { type Letter, mailSentences, structureName } from "../letter";
import { authorFact, typedFact, workspacesFact } from "../letter-facts";
import { mailLinks } from "../mail-links";
import type { MailOrder } from "../mail-order";

const statusAfter = { approved: "active", refused: "refused", ended: "ended" } as const;

/** N-16: what was decided of one's workspaces in a structure, all in one mail. */
export async function subscriptionsDecided(
  ctx: Context,
  { message, recipient, language }: MailOrder<"subscriptions-decided">,
): Promise<Letter | null> {
  const { decision, deciderId } = message;
  const decided = await ctx.db
    .select({
      subscription: subscriptions,
      owner: accounts,
      structure: structures,
      department: departments.name,
      attachmentStatus: attachments.status,
    })
    .from(subscriptions)
    .innerJoin(accounts, eq(accounts.id, subscriptions.accountId))
    .innerJoin(structures, eq(structures.id, subscriptions.structureId))
    .leftJoin(departments, eq(departments.id, subscriptions.departmentId))
    .leftJoin(
      attachments,
      and(
        eq(attachments.accountId, subscriptions.accountId),
        eq(attachments.structureId, subscriptions.structureId),
        eq(attachments.status, "approved"),
      ),
    )
    .where(
      and(
        inArray(subscriptions.id, message.subscriptionIds),
        eq(subscriptions.status, statusAfter[decision]),
        eq(accounts.contactEmail, recipient),
        ne(accounts.status, "erased"),
      ),
    )
    .orderBy(departments.name);
  const [first] = decided;
  if (!first) return null;
  const author = await findAuthor(ctx, { deciderId, structureId: first.structure.id });

  const sentences = mailSentences(ctx.env, language);
  const { t, say } = sentences;
  const structure = structureName(first.structure);
  const values = { structure, count: decided.length };
  const reasons = [...new Set(decided.map(({ subscription }) => subscription.refusalReason).filter(Boolean))];
  return {
    title: t(`subscriptionsDecided.${decision}.title`, values),
    addressee: first.owner,
    paragraphs: [
      say(`subscriptionsDecided.${decision}.told`, values),
      say(`subscriptionsDecided.${decision}.next`, values),
    ],
    facts: [
      { term: t("facts.structure"), details: structure },
      ...workspacesFact(
        sentences,
        decided.map(({ subscription: { workspace, access }, department }) => ({ workspace, access, department })),
      ),
      ...(decision === "refused" ? typedFact(t("facts.reason"), reasons.join(" ; ")) : []),
      ...(deciderId === first.owner.id ? [] : [authorFact(sentences, author, first.attachmentStatus === "approved")]),
    ],
    action: { label: t("goHome"), address: mailLinks(ctx.env).portalHome() },
  };
}
