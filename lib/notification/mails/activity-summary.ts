import { and, asc, eq, gt, inArray, lte, sql } from "drizzle-orm";
import { attachments, feedEvents } from "@/drizzle/schema/attachment";
import { structures } from "@/drizzle/schema/structure";
import { type FeedKind, feedKinds, feedValues } from "@/lib/attachment/feed-event";
import { formatDay, formatMoment } from "@/lib/i18n/format-moment";
import type { Context } from "@/lib/platform/context";
import { findOwner } from "../find-owner";
import { foreignText } from "../foreign-text";
import {
  type Group,
  type Letter,
  type MailSentences,
  mailSentences,
  structureName,
  structureNameForStrangers,
} from "../letter";
import { mailLinks } from "../mail-links";
import type { MailOrder } from "../mail-order";

/** A mail is no list of two thousand: the rest is counted, and stands in the feed. */
const TOLD_AT_MOST = 50;

/** N-21: what happened since the last summary, by structure, in the words of the feed; nothing happened, nothing is sent. */
export async function activitySummary(
  ctx: Context,
  { message, recipient, language }: MailOrder<"activity-summary">,
): Promise<Letter | null> {
  const { accountId, period } = message;
  const account = await findOwner(ctx, { accountId, recipient, at: "contact" });
  const isWanted = period === "day" ? account?.dailyDigest : account?.weeklySummary;
  if (account?.status !== "active" || !isWanted) return null;
  const { told, untold } = await eventsOf(ctx, message);
  if (told.length === 0) return null;

  const sentences = mailSentences(ctx.env, language);
  const { t, say } = sentences;
  const links = mailLinks(ctx.env);
  return {
    title: t(`activitySummary.${period}.title`),
    addressee: account,
    paragraphs: [say(`activitySummary.${period}.told`, { since: formatMoment(new Date(message.since)) })],
    groups: byStructure(told, sentences),
    action: { label: t("goHome"), address: links.portalHome() },
    notes: [
      ...(untold > 0 ? [say("activitySummary.others", { count: untold })] : []),
      say("activitySummary.off", { address: links.ownDetails() }),
    ],
  };
}

type FeedEvent = Awaited<ReturnType<typeof eventsOf>>["told"][number];

/** The feed of that person after the last summary, the moment of this one included: the oldest, and how many more. */
async function eventsOf(
  ctx: Context,
  { accountId, since, until }: { accountId: string; since: string; until: string },
) {
  const rows = await ctx.db
    .select({
      event: {
        id: feedEvents.id,
        kind: feedEvents.kind,
        personName: feedEvents.personName,
        workspace: feedEvents.workspace,
        happenedAt: feedEvents.happenedAt,
      },
      structure: {
        id: structures.id,
        identifierType: structures.identifierType,
        label: structures.label,
        legalName: structures.legalName,
      },
      ownStatus: attachments.status,
      total: sql`count(*) over ()`.mapWith(Number),
    })
    .from(feedEvents)
    .leftJoin(structures, eq(structures.id, feedEvents.structureId))
    .leftJoin(
      attachments,
      and(
        eq(attachments.accountId, feedEvents.accountId),
        eq(attachments.structureId, feedEvents.structureId),
        inArray(attachments.status, ["approved", "suspended"]),
      ),
    )
    .where(
      and(
        eq(feedEvents.accountId, accountId),
        gt(feedEvents.happenedAt, new Date(since)),
        lte(feedEvents.happenedAt, new Date(until)),
        // Rows outlive releases: what this one has no sentence for is left out.
        inArray(feedEvents.kind, [...feedKinds]),
      ),
    )
    .orderBy(asc(feedEvents.happenedAt), asc(feedEvents.id))
    .limit(TOLD_AT_MOST);
  const told = rows.map(({ event, ...row }) => ({ ...row, event: { ...event, kind: event.kind as FeedKind } }));
  return { told, untold: (rows[0]?.total ?? 0) - told.length };
}

function byStructure(events: FeedEvent[], sentences: MailSentences): Group[] {
  const groups = new Map<string, Group>();
  for (const one of events) {
    const key = one.structure?.id ?? "";
    const title = one.structure ? nameFor(one, sentences) : sentences.t("activitySummary.noStructure");
    const group = groups.get(key) ?? { key, title, lines: [] };
    group.lines.push({ key: one.event.id, text: lineOf(one, sentences) });
    groups.set(key, group);
  }
  return [...groups.values()];
}

function lineOf(one: FeedEvent, sentences: MailSentences): string {
  const { t, screens, organisations } = sentences;
  const { kind, personName, workspace, happenedAt } = one.event;
  const values = feedValues(
    {
      personName: personName && foreignText(personName),
      workspace,
      structure: one.structure ? nameFor(one, sentences) : null,
    },
    { portalItself: screens("home.portalItself"), label: (code) => organisations(`workspaces.${code}.label`) },
  );
  return t("activitySummary.line", { date: formatDay(happenedAt), sentence: screens(`feed.${kind}`, values) });
}

/** By its name; a private individual has none for who is not attached (SEC-63). */
function nameFor({ structure, ownStatus }: FeedEvent, sentences: MailSentences): string {
  if (!structure) return "";
  return ownStatus ? structureName(structure) : structureNameForStrangers(sentences, structure);
}
