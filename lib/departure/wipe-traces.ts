import { eq, inArray, or, sql } from "drizzle-orm";
import {
  accounts,
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
    tx.db
      .delete(singleUseLinks)
      .where(or(eq(singleUseLinks.subjectId, person.id), inArray(singleUseLinks.subjectId, known.registrationIds))),
    tx.db.delete(registrations).where(inArray(registrations.id, known.registrationIds)),
    // What only he read, and the lists he worked through: they name others.
    tx.db.delete(feedEvents).where(eq(feedEvents.accountId, person.id)),
    tx.db.delete(operations).where(eq(operations.accountId, person.id)),
  ]);
  await inOneTrip(tx, [...ownWords(person), ...whatOthersRead(person, known), ...mailsAndTrail(tx, person, known)]);
}

interface KnownBy {
  registrationIds: string[];
  /** Addresses that were his alone: what another account uses as well stays. */
  addresses: string[];
  /** Those of them that he proved as a login address: invitations are made out to these. */
  logins: string[];
}

async function findKnownBy(tx: Context, { id, email, contactEmail }: PersonToErase): Promise<KnownBy> {
  // The registration that became the account, under the address it had then, and the others of that address.
  const became = await tx.db
    .select({ id: registrations.id, email: registrations.email, contactEmail: registrations.contactEmail })
    .from(registrations)
    .where(
      or(
        eq(registrations.email, email),
        sql`${registrations.email} in (
          select first.email from registrations first join audit_events event
            on event.kind = 'account-activated' and event.target_id = ${id} and event.facts->>'registrationId' = first.id::text
        )`,
      ),
    );
  const linked = await tx.db
    .select({ email: singleUseLinks.email })
    .from(singleUseLinks)
    .where(eq(singleUseLinks.subjectId, id));
  const logins = [...new Set([email, ...became.map((registration) => registration.email)])];
  const all = [
    ...new Set([
      ...logins,
      contactEmail,
      ...linked.map((link) => link.email),
      ...became.map((row) => row.contactEmail),
    ]),
  ];
  const others = await tx.db
    .select({ email: accounts.email, contactEmail: accounts.contactEmail })
    .from(accounts)
    .where(
      sql`${accounts.id} <> ${id} and (${inArray(accounts.email, all)} or ${inArray(accounts.contactEmail, all)})`,
    );
  const shared = new Set(others.flatMap((other) => [other.email, other.contactEmail]));
  return {
    registrationIds: became.map((registration) => registration.id),
    addresses: all.filter((address) => !shared.has(address)),
    logins: logins.filter((address) => !shared.has(address)),
  };
}

/** What he wrote in his requests, and what was written about them and him. */
function ownWords({ id }: PersonToErase) {
  return [
    sql`update attachments set comment = null, refusal_reason = null where account_id = ${id}`,
    sql`update attachment_departments set comment = null
      where attachment_id in (select attachment.id from attachments attachment where attachment.account_id = ${id})`,
    sql`update subscriptions set comment = null, refusal_reason = null where account_id = ${id}`,
    sql`update structure_history set reason = null where subject_id = ${id} and reason is not null`,
    sql`update appointments set reason = '-', proof = '-', decision_reason = null
      where attachment_id in (select attachment.id from attachments attachment where attachment.account_id = ${id})`,
    // The bytes go later: what the storage knows of them is a random key.
    sql`update documents set label = '-', file_name = '-' where account_id = ${id}`,
  ];
}

/** His name in other people's feeds and reports, his address on invitations. */
function whatOthersRead({ id, givenName, familyName }: PersonToErase, { logins }: KnownBy) {
  const name = `${givenName} ${familyName}`;
  const nobody = `${ERASED_NAME.givenName} ${ERASED_NAME.familyName}`;
  const at = array(logins);
  return [
    // A feed keeps no id of whom it names: he is found by his name among the people of his structures.
    sql`update feed_events set person_name = ${nobody}
      where person_name = ${name} and account_id <> ${id} and structure_id in (
        select own.structure_id from attachments own where own.account_id = ${id}
        union select invited.structure_id from invitations invited where invited.email = any(${at})
      )`,
    sql`update operation_rows set label = ${nobody}, target = target - 'email'
      where label = ${name} or label = any(${at}) or target->>'email' = any(${at})
        or target->>'attachmentId' in (
          select attachment.id::text from attachments attachment where attachment.account_id = ${id}
        )`,
    sql`update invitations set email = ${erasedAddress(id)},
        status = case when status = 'pending' then 'expired' else status end::invitation_status
      where email = any(${at})`,
  ];
}

/** The mails he got lose their address; one that still waits is not sent. The trail keeps ids, no personal value. */
function mailsAndTrail(tx: Context, { id }: PersonToErase, { addresses, registrationIds }: KnownBy) {
  const now = sql`${tx.now().toISOString()}::timestamptz`;
  const about = array([id, ...registrationIds]);
  return [
    sql`update outbox_messages set recipient = 'erased-' || id, last_error = null, leased_until = null,
        message = message || case when message ? 'from' then '{"from":"","to":""}' else '{}' end::jsonb,
        status = case when status = 'due' then 'dropped' else status end::outbox_status,
        settled_at = coalesce(settled_at, ${now})
      where recipient = any(${array(addresses)}) or message->>'accountId' = ${id}
        or message->>'registrationId' = any(${array(registrationIds)})`,
    sql`delete from audit_personal_values where email = any(${array(addresses)}) or event_id in (
        select event.id from audit_events event
        where event.actor_id = any(${about}::uuid[]) or event.target_id = any(${about}::uuid[])
      )`,
  ];
}

/** A list as one parameter, which the database reads as an array of texts. */
function array(values: string[]) {
  return sql`array(select jsonb_array_elements_text(${JSON.stringify(values)}::jsonb))`;
}
