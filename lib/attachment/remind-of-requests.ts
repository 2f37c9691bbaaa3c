import { sql } from "drizzle-orm";
import type { Language } from "@/lib/i18n/language";
import { inDays } from "@/lib/platform/calendar";
import { type Context, inTransaction } from "@/lib/platform/context";
import type { ManagerToTell } from "./find-managers";
import type { NamedPerson } from "./named-person";
import { noteAct } from "./note-act";
import { EXPIRY_DAYS, REMINDER_DAYS } from "./request-life";
import { tellFeed } from "./tell-feed";

const STRUCTURES = 50;
/** Structures of one run; what is left comes with the next one. */
const MOST = 1_000;
const FEED_LINES = 1000;

/**
 * Tells the managers of the requests that have waited for 15 or 30 days, and support where there is no manager: one
 * mail a structure and run, with all of them (R-855, R-857, N-13). Each reminder leaves once, on however many instances.
 * Returns how many requests they were told of.
 */
export async function remindOfRequests(ctx: Context): Promise<number> {
  let reminded = 0;
  for (let structures = 0; structures < MOST; ) {
    const some = await remindSome(ctx);
    if (some.length === 0) break;
    structures += some.length;
    reminded += some.reduce((sum, { requests }) => sum + requests.length, 0);
  }
  return reminded;
}

/** How many requests the next run would tell managers of. */
export async function countRequestsToRemindOf(ctx: Context): Promise<number> {
  const { rows } = await ctx.db.execute<{ count: string | null }>(sql`
    select sum(requests) as count from (
      select count(*) as requests from attachments request join accounts person on person.id = request.account_id
      where ${isDue(ctx)} group by request.structure_id limit ${MOST}
    ) due`);
  return Number(rows[0]?.count ?? 0);
}

/** A structure with the requests its managers are reminded of. */
interface Reminded {
  structureId: string;
  requests: ({ attachmentId: string } & NamedPerson)[];
  managers: ManagerToTell[];
}

async function remindSome(ctx: Context): Promise<Reminded[]> {
  return inTransaction(ctx, async (tx) => {
    const { rows: held } = await tx.db.execute<{ id: string }>(sql`
      select id from structures
      where id in (
        select request.structure_id from attachments request join accounts person on person.id = request.account_id
        where ${isDue(tx)}
      )
      limit ${STRUCTURES} for no key update skip locked`);
    if (held.length === 0) return [];
    // A statement of its own: it sees what the instance before us has done.
    const { rows } = await tx.db.execute<{ [Key in keyof Reminded]: Reminded[Key] }>(sql`
      with told as (
        update attachments request
        set reminders = case when request.requested_at <= ${waitedFor(tx, REMINDER_DAYS[1])} then 2 else 1 end
        from accounts person
        where person.id = request.account_id and ${isDue(tx)} and request.structure_id in
          (select value::uuid from json_array_elements_text(${JSON.stringify(held.map(({ id }) => id))}::json))
        returning request.id, request.structure_id, request.requested_at, person.id as person_id,
          person.given_name || ' ' || person.family_name as person_name
      )
      select told.structure_id as "structureId",
        json_agg(json_build_object(
          'attachmentId', told.id, 'personId', told.person_id, 'personName', told.person_name
        ) order by told.requested_at, told.id) as requests,
        coalesce((
          select json_agg(json_build_object(
            'accountId', manager.id, 'contactEmail', manager.contact_email, 'language', manager.language))
          from attachments own join accounts manager on manager.id = own.account_id
          where own.structure_id = told.structure_id and own.status = 'approved' and own.role <> 'member'
            and manager.status = 'active'
        ), '[]') as managers
      from told group by told.structure_id`);
    await tell(tx, rows);
    return rows;
  });
}

/**
 * Made 15 days ago and never told again, or 30 days ago and told again once at most; by somebody who is still here. Not
 * one that expires anyway.
 */
function isDue(tx: Context) {
  const [first, second] = REMINDER_DAYS;
  return sql`request.status = 'pending' and person.status = 'active' and request.requested_at <= ${waitedFor(tx, first)}
    and request.requested_at > ${waitedFor(tx, EXPIRY_DAYS)}
    and (request.reminders < 1 or (request.reminders < 2 and request.requested_at <= ${waitedFor(tx, second)}))`;
}

function waitedFor(tx: Context, days: number) {
  return sql`${inDays(tx.now(), -days).toISOString()}::timestamptz`;
}

async function tell(tx: Context, reminded: Reminded[]): Promise<void> {
  const support = { contactEmail: tx.env.SUPPORT_EMAIL, language: "fr" as Language };
  await noteAct(tx, {
    audit: reminded.map(({ structureId, requests }) => ({
      kind: "requests-reminded" as const,
      actorId: null,
      targetId: structureId,
      facts: { structureId, requests: requests.length },
    })),
    mails: reminded.flatMap(({ structureId, requests, managers }) => {
      const event = `requests-still-pending:${structureId}:${tx.id()}`;
      const attachmentIds = requests.map(({ attachmentId }) => attachmentId);
      return (managers.length > 0 ? managers : [support]).map(({ contactEmail, language }) => ({
        message: { kind: "requests-still-pending" as const, structureId, attachmentIds },
        recipient: contactEmail,
        language,
        event,
      }));
    }),
  });
  const lines = reminded.flatMap(({ structureId, requests, managers }) =>
    managers.flatMap(({ accountId }) =>
      requests.map(({ personId, personName }) => ({
        accountId,
        structureId,
        kind: "request-still-pending" as const,
        personId,
        personName,
      })),
    ),
  );
  // One statement carries 65,535 values at most.
  for (let from = 0; from < lines.length; from += FEED_LINES) await tellFeed(tx, lines.slice(from, from + FEED_LINES));
}
