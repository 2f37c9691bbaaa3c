import { type SQL, sql } from "drizzle-orm";
import type { subscriptionStatus } from "@/drizzle/schema/attachment";
import type { AsJson } from "@/lib/platform/as-json";
import type { IdentifierType } from "@/lib/structure/identifier";
import type { WorkspaceCode } from "@/lib/workspace/workspace";
import type { Access, Actor, AttachmentStatus } from "./actor";

/** The structure of a request, as its maker may know it (SEC-63). */
export interface AskedStructure {
  identifierType: IdentifierType;
  identifier: string;
  /** Null: a private individual to whom one is not attached. */
  designation: string | null;
}

interface Asked {
  id: string;
  requestedAt: Date;
  structure: AskedStructure;
  /** When it was decided, or taken back; null: it waits. */
  decidedAt: Date | null;
  reason: string | null;
}

/** A line of "Historique de mes demandes" (R-607). */
export type OwnRequest =
  | (Asked & { type: "attachment"; departments: string[]; status: AttachmentStatus })
  | (Asked & {
      type: "subscription";
      workspace: WorkspaceCode;
      access: Access;
      /** Null: for the whole structure. */
      department: string | null;
      status: (typeof subscriptionStatus.enumValues)[number];
    });

/** What a structure is called for a person whose attachment to it has that state (SEC-63). */
export function designationFor(status: SQL): SQL {
  return sql`case when structure.identifier_type <> 'PARTICULIER' or ${status} in ('approved', 'suspended')
    then coalesce(structure.label, structure.legal_name) end`;
}

/** Who did something to a person's request, as far as he may know (SEC-63). */
export type DoneBy = "oneself" | "portal" | "support" | "manager" | { name: string };

/** Who `doer` is, as JSON, for the `owner` of a request whose attachment to the structure has that state (SEC-63). */
export function doneByFor(status: SQL, { doer, owner }: { doer: SQL; owner: SQL }): SQL {
  return sql`case
    when ${doer}.id is null then '"portal"'::json
    when ${doer}.id = ${owner} then '"oneself"'::json
    when ${doer}.is_administrator then '"support"'::json
    when structure.identifier_type <> 'PARTICULIER' or ${status} in ('approved', 'suspended')
      then json_build_object('name', ${nameFor(status, doer)})
    else '"manager"'::json
  end`;
}

/** "Jean-Marc D." to whoever is not attached, the whole name to whoever is (C-20). */
export function nameFor(status: SQL, person: SQL): SQL {
  return sql`${person}.given_name || ' ' || case when ${status} in ('approved', 'suspended') then ${person}.family_name
    else upper(left(${person}.family_name, 1)) || '.' end`;
}

/** The names of the departments an attachment is for, or was asked for, as JSON; of those lines that are `kept`. */
export function departmentNamesOf(attachmentId: SQL, kept: SQL = sql`true`): SQL {
  return sql`coalesce((
    select json_agg(department.name order by fold(department.name))
    from attachment_departments line join departments department on department.id = line.department_id
    where line.attachment_id = ${attachmentId} and ${kept}
  ), '[]')`;
}

/**
 * The rows of everything a person ever asked for, as a JSON column `request`. What was given at once (the structure he
 * created, what came with an approval) was never asked: its two moments are one.
 */
export function requestsOf({ accountId }: Actor): SQL {
  const structureAsJson = (status: SQL) => sql`json_build_object(
    'identifierType', structure.identifier_type, 'identifier', structure.identifier,
    'designation', ${designationFor(status)})`;
  return sql`
    select attachment.requested_at, attachment.id, json_build_object(
      'type', 'attachment', 'id', attachment.id, 'requestedAt', attachment.requested_at,
      'structure', ${structureAsJson(sql`attachment.status`)}, 'departments', ${departmentNamesOf(sql`attachment.id`)},
      'status', attachment.status, 'decidedAt', coalesce(attachment.decided_at, attachment.ended_at),
      'reason', attachment.refusal_reason) as request
    from attachments attachment join structures structure on structure.id = attachment.structure_id
    where attachment.account_id = ${accountId} and attachment.decided_at is distinct from attachment.requested_at
    union all
    select subscription.requested_at, subscription.id, json_build_object(
      'type', 'subscription', 'id', subscription.id, 'requestedAt', subscription.requested_at,
      'structure', ${structureAsJson(sql`own.status`)}, 'workspace', subscription.workspace,
      'access', subscription.access, 'department', department.name, 'status', subscription.status,
      'decidedAt', coalesce(subscription.decided_at, subscription.ended_at),
      'reason', subscription.refusal_reason) as request
    from subscriptions subscription join structures structure on structure.id = subscription.structure_id
    left join departments department on department.id = subscription.department_id
    left join attachments own on own.structure_id = subscription.structure_id
      and own.account_id = subscription.account_id and own.status in ('approved', 'suspended')
    where subscription.account_id = ${accountId} and subscription.decided_at is distinct from subscription.requested_at`;
}

/** A request as JSON carries it. */
export type OwnRequestRow = AsJson<OwnRequest>;

/** A request out of the database's JSON. */
export function asOwnRequest(row: OwnRequestRow): OwnRequest {
  const { requestedAt, decidedAt } = row;
  return {
    ...row,
    requestedAt: new Date(requestedAt),
    decidedAt: decidedAt === null ? null : new Date(decidedAt),
  };
}
