import { eq, inArray, type SQL, sql } from "drizzle-orm";
import {
  knownDevices,
  passkeys,
  recoveryCodes,
  sessions,
  singleUseLinks,
  totpAuthenticators,
} from "@/drizzle/schema/account";
import { feedEvents } from "@/drizzle/schema/attachment";
import { registrations } from "@/drizzle/schema/onboarding";
import { operations } from "@/drizzle/schema/operation";
import type { Context } from "@/lib/platform/context";
import { inOneTrip } from "@/lib/platform/in-one-trip";
import { ERASED_NAME, erasedAddress } from "./erased-person";
import { isHistoryOf } from "./is-history-of";

/** Who he was, for the last time. */
export interface PersonToErase {
  id: string;
  email: string;
  contactEmail: string;
  givenName: string;
  familyName: string;
}

/**
 * Wipes a person's names, addresses and words wherever they stand besides his account (R-508, SEC-98). Rows that only he
 * could read are deleted; those that others need lose what names him. Never twice: the account is nobody's afterwards.
 */
export async function wipeTraces(tx: Context, person: PersonToErase): Promise<void> {
  const known = await findKnownBy(tx, person);
  await inOneTrip(tx, [
    // What let him in; the challenges of passkeys go with the sessions.
    tx.db.delete(sessions).where(eq(sessions.accountId, person.id)),
    tx.db.delete(totpAuthenticators).where(eq(totpAuthenticators.accountId, person.id)),
    tx.db.delete(recoveryCodes).where(eq(recoveryCodes.accountId, person.id)),
    tx.db.delete(passkeys).where(eq(passkeys.accountId, person.id)),
    tx.db.delete(knownDevices).where(eq(knownDevices.accountId, person.id)),
    tx.db.delete(singleUseLinks).where(inArray(singleUseLinks.subjectId, [person.id, ...known.registrationIds])),
    tx.db.delete(registrations).where(inArray(registrations.id, known.registrationIds)),
    // What only he read, and the lists he worked through: they name others.
    tx.db.delete(feedEvents).where(eq(feedEvents.accountId, person.id)),
    tx.db.delete(operations).where(eq(operations.accountId, person.id)),
    // What he wrote as support stays with those it is about, not from where he wrote it.
    sql`update audit_personal_values set origin = null
      where event_id in (select event.id from audit_events event where event.actor_id = ${person.id})`,
  ]);
  await inOneTrip(tx, [...ownWords(tx, person), ...whatOthersRead(person, known), ...mailsAndTrail(tx, person, known)]);
}

interface KnownBy {
  registrationIds: string[];
  /** Addresses that were his alone: what another account uses as well stays. */
  addresses: string[];
  /** Those of them that he proved as a login address, now or once: invitations are made out to these. */
  logins: string[];
}

async function findKnownBy(tx: Context, { id, email, contactEmail }: PersonToErase): Promise<KnownBy> {
  const past = await findPast(tx, id);
  // The registration that became the account, under the address it had then, and the others of that address.
  const became = await tx.db
    .select({ id: registrations.id, email: registrations.email, contactEmail: registrations.contactEmail })
    .from(registrations)
    .where(
      sql`${registrations.email} in (
        select ${email}::text
        union select first.email from registrations first where first.id = any(${array(past.registrationIds)}::uuid[])
      )`,
    );
  const linked = await tx.db
    .select({ email: singleUseLinks.email })
    .from(singleUseLinks)
    .where(eq(singleUseLinks.subjectId, id));
  const logins = [...new Set([email, ...past.logins, ...became.map((registration) => registration.email)])];
  const all = [
    ...new Set([
      ...logins,
      contactEmail,
      ...past.contacts,
      ...linked.map((link) => link.email),
      ...became.map((row) => row.contactEmail),
    ]),
  ];
  const { rows: others } = await tx.db.execute<{ email: string; contactEmail: string }>(sql`
    select email, contact_email as "contactEmail" from accounts where id <> ${id} and email = any(${array(all)})
    union all
    select email, contact_email from accounts where id <> ${id} and contact_email = any(${array(all)})`);
  const shared = new Set(others.flatMap((other) => [other.email, other.contactEmail]));
  return {
    registrationIds: [...new Set([...past.registrationIds, ...became.map((registration) => registration.id)])],
    addresses: all.filter((address) => !shared.has(address)),
    logins: logins.filter((address) => !shared.has(address)),
  };
}

interface Past {
  registrationIds: string[];
  logins: string[];
  contacts: string[];
}

/** What only the trail still knows: the registration is purged long before the account, and a changed address replaced. */
async function findPast(tx: Context, id: string): Promise<Past> {
  const { rows } = await tx.db.execute<{ [Key in keyof Past]: Past[Key] }>(sql`
    with typed as (
      select personal.changes from audit_personal_values personal
      where personal.event_id in (select event.id from audit_events event where event.target_id = ${id})
        and personal.changes is not null
    )
    select
      array(
        select event.facts->>'registrationId' from audit_events event
        where event.kind = 'account-activated' and event.target_id = ${id}
      ) as "registrationIds",
      array(select changes->'email'->>'from' from typed where changes->'email'->>'from' is not null) as logins,
      array(select changes->'contactEmail'->>'from' from typed where changes->'contactEmail'->>'from' is not null)
        as contacts`);
  return rows[0] ?? { registrationIds: [], logins: [], contacts: [] };
}

/** What he wrote in his requests and kept, and what was written about them and him. */
function ownWords(tx: Context, { id }: PersonToErase) {
  return [
    sql`update attachments set comment = null, refusal_reason = null where account_id = ${id}`,
    sql`update attachment_departments set comment = null
      where attachment_id in (select attachment.id from attachments attachment where attachment.account_id = ${id})`,
    sql`update subscriptions set comment = null, refusal_reason = null where account_id = ${id}`,
    sql`update structure_history set reason = null where reason is not null and ${isHistoryOf(id)}`,
    sql`update appointments set reason = '-', proof = '-', decision_reason = null
      where attachment_id in (select attachment.id from attachments attachment where attachment.account_id = ${id})`,
    // The bytes go later: what the storage knows of them is a random key.
    sql`insert into objects_to_remove (key, due_at)
      select storage_key, ${tx.now().toISOString()}::timestamptz from documents where account_id = ${id}`,
    sql`delete from documents where account_id = ${id}`,
  ];
}

/** His name in other people's feeds and reports, his address on invitations. */
function whatOthersRead({ id, givenName, familyName }: PersonToErase, { logins }: KnownBy) {
  const name = `${givenName} ${familyName}`;
  const nobody = `${ERASED_NAME.givenName} ${ERASED_NAME.familyName}`;
  const at = array(logins);
  return [
    sql`update feed_events set person_name = ${nobody} where person_id = ${id}`,
    // Older lines keep no id of whom they name: he is found by his name among the people of his structures.
    sql`update feed_events set person_name = ${nobody}
      where person_id is null and person_name = ${name} and account_id <> ${id}
        and structure_id in (${structuresOf(id, at)})`,
    // A list names whom it acts on by an id or an address, never only by a name that others have too. It was worked
    // through by somebody of his structures.
    sql`update operation_rows set label = ${nobody}, target = target - 'email'
      where operation_id in (
        select operation.id from operations operation where operation.account_id in (
          select colleague.account_id from attachments colleague where colleague.structure_id in (${structuresOf(id, at)})
        )
      ) and (
        target->>'email' = any(${at})
        or target->>'attachmentId' in (select own.id::text from attachments own where own.account_id = ${id})
        or target->>'subscriptionId' in (select own.id::text from subscriptions own where own.account_id = ${id})
      )`,
    sql`update invitations set email = ${erasedAddress(id)},
        status = case when status = 'pending' then 'expired' else status end::invitation_status
      where email = any(${at})`,
  ];
}

/** Where he was attached, asked to be, or was invited. */
function structuresOf(id: string, logins: SQL) {
  return sql`select own.structure_id from attachments own where own.account_id = ${id}
    union select invited.structure_id from invitations invited where invited.email = any(${logins})`;
}

/**
 * The mails he got lose their address; one that still waits is not sent. The trail keeps ids, no personal value: what
 * support wrote about him goes, what he wrote about others when he was support stays with them (SEC-70).
 */
function mailsAndTrail(tx: Context, { id }: PersonToErase, { addresses, registrationIds }: KnownBy) {
  const now = sql`${tx.now().toISOString()}::timestamptz`;
  const about = sql`${array([id, ...registrationIds])}::uuid[]`;
  // Each part by an index of its own: an "or" over them reads the table through.
  const mails = sql`select mail.id from outbox_messages mail where mail.recipient = any(${array(addresses)})
    union select mail.id from outbox_messages mail where mail.message->>'accountId' = ${id}
    union select mail.id from outbox_messages mail where mail.message->>'registrationId' = any(${array(registrationIds)})`;
  return [
    sql`update outbox_messages set recipient = 'erased-' || id, last_error = null, leased_until = null,
        message = message || case when message ? 'from' then '{"from":"","to":""}' else '{}' end::jsonb,
        status = case when status = 'due' then 'dropped' else status end::outbox_status,
        settled_at = coalesce(settled_at, ${now})
      where id in (${mails})`,
    sql`delete from audit_personal_values where event_id in (
        select typed.event_id from audit_personal_values typed where typed.email = any(${array(addresses)})
        union select event.id from audit_events event where event.target_id = any(${about})
        union select event.id from audit_events event
          where event.actor_id = any(${about}) and event.kind <> 'administrator-acted'
        union select event.id from audit_events event where event.kind = 'administrator-acted' and event.target_id in (
          select own.id from attachments own where own.account_id = ${id}
          union select own.id from subscriptions own where own.account_id = ${id}
          union select appointment.id from appointments appointment
            join attachments own on own.id = appointment.attachment_id where own.account_id = ${id}
          union ${mails}
        )
      )`,
  ];
}

/** A list as one parameter, which the database reads as an array of texts. */
function array(values: string[]) {
  return sql`array(select jsonb_array_elements_text(${JSON.stringify(values)}::jsonb))`;
}
