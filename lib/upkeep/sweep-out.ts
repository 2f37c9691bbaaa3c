import { subHours } from "date-fns";
import { type SQL, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import {
  knownDevices,
  passkeyChallenges,
  sessions,
  singleUseLinks,
  throttleCounters,
  totpAuthenticators,
} from "@/drizzle/schema/account";
import { attachments, invitations, subscriptions } from "@/drizzle/schema/attachment";
import { auditPersonalValues } from "@/drizzle/schema/audit";
import { directoryAnswers } from "@/drizzle/schema/directory";
import { operations } from "@/drizzle/schema/operation";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { idempotencyKeys, shownSecrets, technicalAccounts, technicalSecrets } from "@/drizzle/schema/technical-account";
import { IDEMPOTENCY_HOURS } from "@/lib/api/answer-once";
import { recordEvent } from "@/lib/audit/record-event";
import { KEPT_FILE, KEPT_HOURS } from "@/lib/invitation/kept-file";
import { OPERATION_DAYS } from "@/lib/operation/operation";
import { inDays, inMonths } from "@/lib/platform/calendar";
import { type Context, inTransaction } from "@/lib/platform/context";

/** SEC-98: how long what merely grows old is kept. */
const TECHNICAL_MONTHS = 12;
const REQUEST_MONTHS = 24;
const PERSONAL_VALUES_MONTHS = 36;

const BATCH = 5_000;
/** Of one run; what is left comes with the next one. */
const MOST = 100_000;

/** Rows that are deleted once they are old enough. */
export interface Sweep {
  name: string;
  table: PgTable;
  /** Which rows, at that moment. */
  old(now: Date): SQL;
  /** What is kept of the rows that are `gone`: a statement that goes with their deletion. */
  keep?: SQL;
  /** What is written down of it, in the same transaction. */
  note?(tx: Context, count: number): Promise<void>;
}

/** What is kept for a time, and then deleted whole (SEC-98); accounts and registrations have jobs of their own. */
export const sweeps: Sweep[] = [
  {
    name: "old-sessions",
    table: sessions,
    // None lives for a day: the last use ended it. Later marks of its end are bookkeeping.
    old: (now) => {
      const limit = at(inMonths(now, -TECHNICAL_MONTHS));
      return sql`created_at <= ${limit} and last_used_at <= ${limit}`;
    },
  },
  {
    name: "old-devices",
    table: knownDevices,
    old: (now) => sql`last_used_at <= ${at(inMonths(now, -TECHNICAL_MONTHS))}`,
  },
  {
    name: "old-mails",
    table: outboxMessages,
    old: (now) => {
      const limit = at(inMonths(now, -TECHNICAL_MONTHS));
      return sql`status in ('sent', 'dropped', 'dead') and created_at <= ${limit} and settled_at <= ${limit}`;
    },
  },
  {
    name: "old-links",
    table: singleUseLinks,
    old: (now) => sql`expires_at <= ${at(inMonths(now, -TECHNICAL_MONTHS))}`,
  },
  {
    name: "old-counters",
    table: throttleCounters,
    old: (now) => sql`window_ends_at <= ${at(now)} and (closed_until is null or closed_until <= ${at(now)})`,
  },
  {
    name: "old-passkey-challenges",
    table: passkeyChallenges,
    old: (now) => sql`expires_at <= ${at(subHours(now, 24))}`,
  },
  {
    name: "unconfirmed-authenticators",
    table: totpAuthenticators,
    old: (now) => sql`confirmed_at is null and created_at <= ${at(subHours(now, 24))}`,
  },
  {
    name: "old-personal-values",
    table: auditPersonalValues,
    // The line of the trail stays, and names nobody any more (SEC-96).
    old: (now) => sql`at <= ${at(inMonths(now, -PERSONAL_VALUES_MONTHS))}`,
    note: (tx, count) =>
      recordEvent(tx, { kind: "personal-values-erased", actorId: null, targetId: null, facts: { count } }),
  },
  {
    name: "closed-attachment-requests",
    table: attachments,
    old: (now) => sql`status in ('refused', 'cancelled')
      and coalesce(decided_at, requested_at) <= ${at(inMonths(now, -REQUEST_MONTHS))}`,
  },
  {
    name: "closed-subscription-requests",
    table: subscriptions,
    old: (now) => sql`status in ('refused', 'cancelled')
      and coalesce(decided_at, ended_at, requested_at) <= ${at(inMonths(now, -REQUEST_MONTHS))}`,
  },
  {
    name: "closed-invitations",
    table: invitations,
    old: (now) => sql`coalesce(answered_at, expires_at) <= ${at(inMonths(now, -REQUEST_MONTHS))}`,
  },
  {
    name: "old-register-answers",
    table: directoryAnswers,
    // The last answer about a structure of the portal tells who named it (R-802), however old it is.
    old: (now) => sql`fetched_at <= ${at(subHours(now, 24))} and not exists (
      select from structures where identifier_type = 'SIRET' and identifier = directory_answers.siret
    )`,
  },
  {
    name: "shown-technical-passwords",
    table: shownSecrets,
    old: (now) => sql`expires_at <= ${at(now)}`,
  },
  {
    name: "old-idempotency-keys",
    table: idempotencyKeys,
    old: (now) => sql`created_at <= ${at(subHours(now, IDEMPOTENCY_HOURS))}`,
  },
  {
    name: "old-technical-passwords",
    table: technicalSecrets,
    old: (now) => sql`expires_at <= ${at(inMonths(now, -TECHNICAL_MONTHS))}`,
    // The account stays, and was used all the same (R-1009).
    keep: sql`
      update technical_accounts account set last_used_before = greatest(account.last_used_before, used.at)
      from (select technical_account_id as id, max(last_used_at) as at from gone group by 1) used
      where account.id = used.id`,
  },
  {
    name: "deleted-technical-accounts",
    table: technicalAccounts,
    // What else is kept of one is younger only if somebody wrote it after the end: nobody can.
    old: (now) => sql`status = 'deleted' and deleted_at <= ${at(inMonths(now, -TECHNICAL_MONTHS))}`,
  },
  {
    name: "old-operations",
    table: operations,
    // A file that nobody came back to confirm, or an operation whose report is old and that nobody is at.
    old: (now) => sql`(kind = ${KEPT_FILE} and created_at <= ${at(now)} - make_interval(hours => ${KEPT_HOURS}))
      or (created_at <= ${at(inDays(now, -OPERATION_DAYS))} and (leased_until is null or leased_until <= ${at(now)}))`,
  },
];

/** Deletes what is old; what another instance is at, or somebody uses, is left to it. Returns how many rows. */
export async function sweepOut(ctx: Context, sweep: Sweep): Promise<number> {
  let deleted = 0;
  while (deleted < MOST) {
    const count = await inTransaction(ctx, (tx) => sweepSome(tx, sweep));
    deleted += count;
    if (count < BATCH) break;
  }
  return deleted;
}

/** How many rows the next run would delete. */
export async function countDue(ctx: Context, { table, old }: Sweep): Promise<number> {
  const { rows } = await ctx.db.execute<{ count: string }>(sql`
    select count(*) from (select from ${table} where ${old(ctx.now())} limit ${MOST}) due`);
  return Number(rows[0]?.count);
}

async function sweepSome(tx: Context, { table, old, keep, note }: Sweep): Promise<number> {
  const { rows } = await tx.db.execute<{ count: string }>(sql`
    with gone as (
      delete from ${table} where ctid = any (array(
        select ctid from ${table} where ${old(tx.now())} limit ${BATCH} for update skip locked
      ))
      returning ${keep ? sql`*` : sql`1`}
    )
    ${keep ? sql`, kept as (${keep})` : sql``}
    select count(*) from gone`);
  const count = Number(rows[0]?.count);
  if (count > 0) await note?.(tx, count);
  return count;
}

function at(moment: Date): SQL {
  return sql`${moment.toISOString()}::timestamptz`;
}
