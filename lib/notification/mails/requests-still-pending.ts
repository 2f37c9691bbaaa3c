import { tz } from "@date-fns/tz";
import { differenceInCalendarDays } from "date-fns";
import { and, asc, eq, inArray } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import { attachments } from "@/drizzle/schema/attachment";
import { structures } from "@/drizzle/schema/structure";
import { formatDay } from "@/lib/i18n/format-moment";
import type { Context } from "@/lib/platform/context";
import { findReader } from "../find-reader";
import { fullName, type Letter, mailSentences, structureName } from "../letter";
import { mailLinks } from "../mail-links";
import type { MailOrder } from "../mail-order";

/** A mail is no list of two thousand: the rest is counted. */
const NAMED_AT_MOST = 20;

/** N-13: requests of a structure that still wait, oldest first, told to whoever may decide now. */
export async function requestsStillPending(
  ctx: Context,
  { message, recipient, language }: MailOrder<"requests-still-pending">,
): Promise<Letter | null> {
  if (message.attachmentIds.length === 0) return null;
  const waiting = await ctx.db
    .select({
      id: attachments.id,
      requestedAt: attachments.requestedAt,
      givenName: accounts.givenName,
      familyName: accounts.familyName,
      legalName: structures.legalName,
      label: structures.label,
    })
    .from(attachments)
    .innerJoin(accounts, eq(accounts.id, attachments.accountId))
    .innerJoin(structures, eq(structures.id, attachments.structureId))
    .where(
      and(
        inArray(attachments.id, message.attachmentIds),
        eq(attachments.structureId, message.structureId),
        eq(attachments.status, "pending"),
        eq(accounts.status, "active"),
      ),
    )
    .orderBy(asc(attachments.requestedAt), asc(attachments.id));
  const [oldest] = waiting;
  if (!oldest) return null;
  const reader = await findReader(ctx, { structureId: message.structureId, recipient });
  if (!reader) return null;

  const { t, say } = mailSentences(ctx.env, language);
  const structure = structureName(oldest);
  const values = { structure, count: waiting.length };
  const unnamed = waiting.length - NAMED_AT_MOST;
  const isManager = reader.kind === "manager";
  const links = mailLinks(ctx.env);
  return {
    title: t("requestsStillPending.title", values),
    addressee: isManager ? reader.names : null,
    paragraphs: [
      say("requestsStillPending.waiting", values),
      say(isManager ? "requestsStillPending.forManager" : "requestsStillPending.forSupport"),
    ],
    facts: waiting.slice(0, NAMED_AT_MOST).map(({ requestedAt, ...person }) => ({
      term: fullName(person),
      details: t("requestsStillPending.age", { date: formatDay(requestedAt), days: daysSince(ctx, requestedAt) }),
    })),
    action: !isManager
      ? { label: t("requestsStillPending.action"), address: links.adminRequests() }
      : waiting.length === 1
        ? { label: t("attachmentRequested.action"), address: links.attachmentRequest(oldest.id) }
        : { label: t("requestsStillPending.action"), address: links.desk() },
    notes: unnamed > 0 ? [say("requestsStillPending.others", { count: unnamed })] : [],
  };
}

function daysSince(ctx: Context, requestedAt: Date): number {
  return differenceInCalendarDays(ctx.now(), requestedAt, { in: tz("Europe/Paris") });
}
