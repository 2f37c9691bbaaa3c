import { and, eq } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import { attachments } from "@/drizzle/schema/attachment";
import { structures } from "@/drizzle/schema/structure";
import { findManagers } from "@/lib/attachment/find-managers";
import { formatMoment } from "@/lib/i18n/format-moment";
import type { Context } from "@/lib/platform/context";
import { foreignText } from "../foreign-text";
import { fullName, type Letter, mailSentences, type PersonNames } from "../letter";
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
  const decider = await deciderAt(ctx, request.structure.id, recipient);
  if (!decider) return null;

  const { t, say } = mailSentences(ctx.env, language);
  const requester = fullName(request.requester);
  // Its name is all that is told of a structure: address and identifier may be a person's (R-1103).
  const structure = foreignText(request.structure.label ?? request.structure.legalName);
  const { comment, requestedAt } = request.attachment;
  return {
    title: t("attachmentRequested.title", { structure }),
    addressee: decider.kind === "manager" ? decider.names : null,
    paragraphs: [
      say("attachmentRequested.request", { requester, structure }),
      say(decider.kind === "manager" ? "attachmentRequested.forManager" : "attachmentRequested.forSupport"),
    ],
    facts: [
      { term: t("facts.requester"), details: requester },
      { term: t("facts.structure"), details: structure },
      { term: t("facts.requestedAt"), details: formatMoment(requestedAt) },
      ...(comment ? [{ term: t("facts.comment"), details: foreignText(comment) }] : []),
    ],
    action: { label: t("attachmentRequested.action"), address: mailLinks(ctx.env).portalHome() },
  };
}

type Decider = { kind: "manager"; names: PersonNames | null } | { kind: "support" };

/** Who reads at that address; null when he does not manage the structure any more: he must learn no names. */
async function deciderAt(ctx: Context, structureId: string, recipient: string): Promise<Decider | null> {
  const managers = await findManagers(ctx, structureId);
  const readers = managers.filter(({ contactEmail }) => contactEmail === recipient);
  const [reader, another] = readers;
  if (!reader) return managers.length === 0 && recipient === ctx.env.SUPPORT_EMAIL ? { kind: "support" } : null;
  // Two managers may share one address, and get one mail (R-1101).
  if (another) return { kind: "manager", names: null };
  const [names] = await ctx.db
    .select({ givenName: accounts.givenName, familyName: accounts.familyName })
    .from(accounts)
    .where(eq(accounts.id, reader.accountId));
  return { kind: "manager", names: names ?? null };
}
