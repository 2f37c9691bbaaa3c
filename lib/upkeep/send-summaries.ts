import { type SQL, sql } from "drizzle-orm";
import type { Language } from "@/lib/i18n/language";
import { atHour, dayInParis, inDays, weekdayInParis } from "@/lib/platform/calendar";
import type { Context } from "@/lib/platform/context";
import { tellOnce } from "./tell-once";

/** What a summary is of: a day, or a week that ends on Monday (N-21). */
export type Period = "day" | "week";

/** When a summary is closed, on the wall clock of Paris. */
const HOUR = 7;
const LENGTH_DAYS = { day: 1, week: 7 };
/** Events that an outage kept out of a summary are told in the next one, unless they are older than that. */
const AT_MOST_DAYS = { day: 7, week: 35 };
/** Of one run; what is left comes with the next one. */
const MOST = 5_000;

/**
 * Sends the summary that the last 07:00 in Paris closed (of a day, or on Monday of a week) to those who asked for it and
 * of whom the feed tells something since their last one (N-21, R-601). Returns how many mails that makes.
 */
export async function sendSummaries(ctx: Context, period: Period): Promise<number> {
  const until = closedLast(ctx.now(), period);
  const { rows } = await ctx.db.execute<{
    accountId: string;
    contactEmail: string;
    language: Language;
    since: string | Date;
  }>(sql`
    select account.id as "accountId", account.contact_email as "contactEmail", account.language, last.since
    ${fromReaders(until, period)} order by account.id limit ${MOST}`);
  return tellOnce(
    ctx,
    rows.map(({ accountId, contactEmail, language, since }) => ({
      message: {
        kind: "activity-summary",
        accountId,
        period,
        since: new Date(since).toISOString(),
        until: until.toISOString(),
      },
      recipient: contactEmail,
      language,
      event: `activity-summary:${accountId}:${edition(until, period)}`,
    })),
  );
}

/** How many summaries the next run would send. */
export async function countSummaries(ctx: Context, period: Period): Promise<number> {
  const until = closedLast(ctx.now(), period);
  const { rows } = await ctx.db.execute<{ count: string }>(sql`
    select count(*) from (select ${fromReaders(until, period)} limit ${MOST}) due`);
  return Number(rows[0]?.count);
}

/** The last 07:00 that has come, of a Monday where it is the week's. */
function closedLast(now: Date, period: Period): Date {
  const today = atHour(now, HOUR);
  const last = today <= now ? today : inDays(today, -1);
  return period === "day" ? last : inDays(last, 1 - weekdayInParis(last));
}

function edition(until: Date, period: Period): string {
  return `${period}:${dayInParis(until)}`;
}

function fromReaders(until: Date, period: Period): SQL {
  const at = (moment: Date) => sql`${moment.toISOString()}::timestamptz`;
  const wanted = period === "day" ? sql`account.daily_digest` : sql`account.weekly_summary`;
  const earliest = at(inDays(until, -AT_MOST_DAYS[period]));
  return sql`
    from accounts account
    cross join lateral (
      select greatest(${earliest}, coalesce(
        (select max((summary.message ->> 'until')::timestamptz) from outbox_messages summary
          where summary.recipient = account.contact_email and summary.kind = 'activity-summary'
            and summary.created_at > ${earliest} and summary.message ->> 'accountId' = account.id::text
            and summary.message ->> 'period' = ${period}),
        ${at(inDays(until, -LENGTH_DAYS[period]))}
      )) as since
    ) last
    where account.status = 'active' and ${wanted}
      and not exists (
        select from outbox_messages told
        where told.event = 'activity-summary:' || account.id || ':' || ${edition(until, period)}
      )
      and exists (
        select from feed_events event
        where event.account_id = account.id and event.happened_at > last.since and event.happened_at <= ${at(until)}
      )`;
}
