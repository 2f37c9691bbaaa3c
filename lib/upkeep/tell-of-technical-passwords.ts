import { type SQL, sql } from "drizzle-orm";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { tellFeed } from "@/lib/attachment/tell-feed";
import type { Language } from "@/lib/i18n/language";
import { messageWrites } from "@/lib/outbox/enqueue";
import { inDays } from "@/lib/platform/calendar";
import { type Context, inTransaction } from "@/lib/platform/context";
import { REMINDER_DAYS } from "@/lib/technical-account/technical-account";
import { isBarred } from "./technical-standing";

/** Whoever was never told until then is not told any more: the mails of a year ago are forgotten, and it would come twice. */
const LAST_DAY = 300;
/** Of one run; what is left comes with the next one. */
const MOST = 2_000;
/** How many are told in one transaction. */
const BATCH = 500;

/**
 * Tells primary managers that the password of their technical account ends in 15 and in 3 days, and that it has ended
 * (R-1008, N-19): each once, at the contact address they have now (R-1010), and in their feed (R-1105). Returns how many
 * mails that makes.
 */
export async function tellOfTechnicalPasswords(ctx: Context): Promise<number> {
  const { rows } = await ctx.db.execute<{ [Key in keyof Ending]: Ending[Key] }>(sql`
    select ending.* from ${toTell(ctx.now())} ending
    order by ending."expiresAt", ending."technicalAccountId" limit ${MOST}`);
  let told = 0;
  for (let from = 0; from < rows.length; from += BATCH) {
    const some = rows.slice(from, from + BATCH);
    told += await inTransaction(ctx, (tx) => tellSome(tx, some));
  }
  return told;
}

/** Mails and lines of the feed; of what another instance has told meanwhile, neither. */
async function tellSome(tx: Context, endings: Ending[]): Promise<number> {
  const mails = endings.map(
    ({ technicalAccountId, managerId, expiresAt, daysLeft, event, contactEmail, language }) => ({
      message: {
        kind: "technical-account-told" as const,
        technicalAccountId,
        event: whatOf(daysLeft),
        expiresAt: new Date(expiresAt).toISOString(),
        accountId: managerId,
      },
      recipient: contactEmail,
      language,
      event,
    }),
  );
  const told = new Set<string>();
  for (const write of messageWrites(tx, mails)) {
    for (const { event } of await write.returning({ event: outboxMessages.event })) told.add(event);
  }
  const lines = endings
    .filter(({ event, wasToldBefore }) => told.has(event) && !wasToldBefore)
    .map(({ managerId, structureId, daysLeft }) => {
      return { accountId: managerId, structureId, kind: `technical-account-${whatOf(daysLeft)}` as const };
    });
  await tellFeed(tx, lines);
  return told.size;
}

function whatOf(daysLeft: number): "expired" | "expires-soon" {
  return daysLeft === 0 ? "expired" : "expires-soon";
}

/** How many mails the next run would send. */
export async function countTechnicalPasswordsToTellOf(ctx: Context): Promise<number> {
  const { rows } = await ctx.db.execute<{ count: string }>(sql`
    select count(*) from (select from ${toTell(ctx.now())} ending limit ${MOST}) due`);
  return Number(rows[0]?.count);
}

interface Ending {
  technicalAccountId: string;
  structureId: string;
  managerId: string;
  expiresAt: string | Date;
  /** 15 or 3, by the reminder that is due; 0: it has ended. */
  daysLeft: number;
  event: string;
  /** By a mail that was given up when his address changed: his feed has it already. */
  wasToldBefore: boolean;
  contactEmail: string;
  language: Language;
}

/**
 * Of each account the newest password, and of what is due of it the last only: after an outage two mails at once would say
 * no more than one. An account that its structure bars cannot be reset, so nobody is told until it is over. A mail that
 * was given up because its reader had changed is told to the one there is now. Where a setting makes passwords that do
 * not live for 15 days, nobody is reminded of what he has just made.
 */
function toTell(now: Date): SQL {
  const [first, last] = REMINDER_DAYS;
  const at = (moment: Date) => sql`${moment.toISOString()}::timestamptz`;
  return sql`(
    select account.id as "technicalAccountId", account.structure_id as "structureId", person.id as "managerId",
      newest.expires_at as "expiresAt", stage.days as "daysLeft", named.event,
      exists (
        select from outbox_messages told
        where told.event = named.event and told.message ->> 'accountId' = person.id::text
      ) as "wasToldBefore",
      person.contact_email as "contactEmail", person.language
    from technical_accounts account
    join structures structure on structure.id = account.structure_id
    join attachments own on own.structure_id = structure.id and own.role = 'primary-manager' and own.status = 'approved'
    join accounts person on person.id = own.account_id and person.status = 'active'
    cross join lateral (
      select secret.id, secret.created_at, secret.expires_at from technical_secrets secret
      where secret.technical_account_id = account.id
      order by secret.created_at desc, secret.expires_at desc limit 1
    ) newest
    cross join lateral (
      select case
        when newest.expires_at <= ${at(now)} then 0
        when newest.expires_at <= ${at(inDays(now, last))} then ${sql.raw(String(last))}
        else ${sql.raw(String(first))}
      end as days
    ) stage
    cross join lateral (
      select 'technical-account-told:' || account.id || ':' || newest.id || ':' || stage.days as event
    ) named
    where account.status <> 'deleted' and not ${isBarred(now)}
      and newest.expires_at <= ${at(inDays(now, first))} and newest.expires_at > ${at(inDays(now, -LAST_DAY))}
      and newest.created_at < newest.expires_at - make_interval(days => stage.days)
      and not exists (
        select from outbox_messages told
        where told.event = named.event and (told.status <> 'dropped' or told.recipient = person.contact_email)
      )
  )`;
}
