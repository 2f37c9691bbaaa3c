import { max } from "date-fns";
import { type SQL, sql } from "drizzle-orm";
import { inDays, inMonths } from "@/lib/platform/calendar";

/** an account that nobody used for so long is deactivated. */
const IDLE_MONTHS = 12;
/** so many days before, its owner is told, twice. */
const FIRST_REMINDER_DAYS = 30;
const LAST_REMINDER_DAYS = 7;

/** Which of its two reminders. */
export type ReminderStage = "first" | "last";

/** The latest last use of an account for which something is due now, by what that is. */
export function idleSince(now: Date): Record<ReminderStage | "deactivation", Date> {
  return {
    first: inMonths(inDays(now, FIRST_REMINDER_DAYS), -IDLE_MONTHS),
    last: inMonths(inDays(now, LAST_REMINDER_DAYS), -IDLE_MONTHS),
    deactivation: inMonths(now, -IDLE_MONTHS),
  };
}

/**
 * On which day a reminder that leaves now says that the account will be deactivated: twelve months after its
 * last use; seven days from now where that day, told late or never, would leave less. An hourly schedule is not late.
 */
export function deactivationOn(
  now: Date,
  { lastUse, stage, wasTold }: { lastUse: Date; stage: ReminderStage; wasTold: boolean },
): Date {
  const planned = inMonths(lastUse, IDLE_MONTHS);
  const isPunctual = wasTold && now < inDays(planned, 1 - LAST_REMINDER_DAYS);
  if (stage === "first" || isPunctual) return planned;
  return max([planned, inDays(now, LAST_REMINDER_DAYS)]);
}

/**
 * The active accounts last used at `until` or before, as a table: `id`, `lastUse`, and `event`, which names the reminders
 * of that last use. Signing in counts as use, and so do the activation and coming back.
 */
export function idleAccounts(until: Date): SQL {
  const limit = sql`${until.toISOString()}::timestamptz`;
  return sql`(
    select account.id, account.contact_email as "contactEmail", account.language, activity.at as "lastUse",
      'inactivity-reminder:' || account.id || ':' || floor(extract(epoch from activity.at) * 1000)::bigint as event
    from accounts account
    cross join lateral (
      select greatest(
        coalesce(account.last_sign_in_at, account.created_at),
        (select max(event.at) from audit_events event
          where event.target_id = account.id and event.kind = 'account-reactivated')
      ) as at
    ) activity
    where account.status = 'active' and coalesce(account.last_sign_in_at, account.created_at) <= ${limit}
      and activity.at <= ${limit}
  )`;
}
