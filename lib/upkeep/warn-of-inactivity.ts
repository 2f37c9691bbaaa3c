import { type SQL, sql } from "drizzle-orm";
import type { Language } from "@/lib/i18n/language";
import type { Context } from "@/lib/platform/context";
import { deactivationOn, idleAccounts, idleSince, type ReminderStage } from "./idle-account";
import { tellOnce } from "./tell-once";

/** Of one run; what is left comes with the next one. */
const MOST = 2_000;

/**
 * Tells people who have not signed in for a year but 30 days, and again 7 days before, that their account will be
 * deactivated (R-507, N-10): each reminder once for each time somebody stays away. Returns how many mails that makes.
 */
export async function warnOfInactivity(ctx: Context): Promise<number> {
  const { rows } = await ctx.db.execute<{ [Key in keyof Idle]: Idle[Key] }>(sql`
    select idle.id as "accountId", idle."contactEmail", idle.language, idle."lastUse", idle.event, idle.stage,
      exists (select from outbox_messages told where told.event = idle.event || ':first') as "wasTold"
    from ${toWarn(ctx.now())} idle order by idle."lastUse", idle.id limit ${MOST}`);
  return tellOnce(
    ctx,
    rows.map(({ accountId, contactEmail, language, lastUse, event, stage, wasTold }) => {
      const day = deactivationOn(ctx.now(), { lastUse: new Date(lastUse), stage, wasTold });
      return {
        message: { kind: "inactivity-reminder", accountId, deactivationOn: day.toISOString() },
        recipient: contactEmail,
        language,
        event: `${event}:${stage}`,
      };
    }),
  );
}

/** How many reminders the next run would send. */
export async function countIdleAccountsToWarn(ctx: Context): Promise<number> {
  const { rows } = await ctx.db.execute<{ count: string }>(sql`
    select count(*) from (select from ${toWarn(ctx.now())} idle limit ${MOST}) due`);
  return Number(rows[0]?.count);
}

interface Idle {
  accountId: string;
  contactEmail: string;
  language: Language;
  lastUse: string | Date;
  event: string;
  stage: ReminderStage;
  wasTold: boolean;
}

/** Whoever was away when the first reminder was due gets the last one only: two mails on one day say no more than one. */
function toWarn(now: Date): SQL {
  const { first, last } = idleSince(now);
  return sql`(
    select idle.*, stage.stage from ${idleAccounts(first)} idle
    cross join lateral (
      select case when idle."lastUse" <= ${last.toISOString()}::timestamptz then 'last' else 'first' end as stage
    ) stage
    where not exists (select from outbox_messages told where told.event = idle.event || ':' || stage.stage)
  )`;
}
