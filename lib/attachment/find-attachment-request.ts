import { sql } from "drizzle-orm";
import type { AsJson } from "@/lib/platform/as-json";
import { dayInParis } from "@/lib/platform/calendar";
import type { Context } from "@/lib/platform/context";
import type { IdentifierType } from "@/lib/structure/identifier";
import type { Role } from "@/lib/structure/rights";
import type { WorkspaceCode } from "@/lib/workspace/workspace";
import type { Actor, AttachmentStatus } from "./actor";
import { isAskedByActive, structuresManagedBy } from "./desk-scope";
import { asRequestHistory, type RequestAct, requestHistory } from "./request-history";

/** A request for attachment as the one who decides it must see it (R-906). */
export interface AttachmentRequestFacts {
  attachmentId: string;
  structureId: string;
  isStructureActive: boolean;
  identifierType: IdentifierType;
  identifier: string;
  legalName: string;
  requester: string;
  requesterEmail: string | null;
  isRequesterActive: boolean;
  role: Role;
  status: AttachmentStatus;
  comment: string | null;
  requestedAt: Date;
  decidedAt: Date | null;
  /** Null: nobody yet, the portal itself, or somebody whose account is gone. */
  decidedBy: string | null;
  refusalReason: string | null;
  /** The actor's own role there: it says which roles he may give. */
  ownRole: Role;
  /** None: the default department (R-852). */
  departments: {
    id: string;
    code: string;
    name: string;
    status: "pending" | "approved" | "refused";
    /** It serves today (R-810). */
    isOpen: boolean;
  }[];
  openWorkspaces: WorkspaceCode[];
  /** Others of that structure, attached or waiting, who have the same name whatever its case and accents. */
  namesakes: { name: string; email: string; status: AttachmentStatus }[];
  /** What the same person asked of that structure before, newest first. */
  earlier: { id: string; status: AttachmentStatus; requestedAt: Date; decidedAt: Date | null; reason: string | null }[];
  history: RequestAct[];
  /** The oldest of the other requests that wait for this actor. */
  nextId: string | null;
}

/**
 * One request with everything a decision depends on, in one statement; null outside of the structures one manages
 * (SEC-61).
 */
export async function findAttachmentRequest(
  ctx: Context,
  actor: Actor,
  attachmentId: string,
): Promise<AttachmentRequestFacts | null> {
  const today = dayInParis(ctx.now());
  const { rows } = await ctx.db.execute<{ facts: AsJson<AttachmentRequestFacts> }>(sql`
    select json_build_object(
      'attachmentId', request.id, 'structureId', structure.id, 'isStructureActive', structure.status = 'active',
      'identifierType', structure.identifier_type, 'identifier', structure.identifier,
      'legalName', structure.legal_name, 'requester', person.given_name || ' ' || person.family_name,
      'requesterEmail', case when request.status in ('pending', 'approved', 'suspended') then person.contact_email end, 'isRequesterActive', person.status = 'active', 'role', request.role,
      'status', request.status, 'comment', request.comment, 'requestedAt', request.requested_at,
      'decidedAt', coalesce(request.decided_at, request.ended_at), 'refusalReason', request.refusal_reason,
      'decidedBy', (
        select decider.given_name || ' ' || decider.family_name from accounts decider where decider.id = request.decided_by
      ),
      'ownRole', own.role,
      'departments', coalesce((
        select json_agg(json_build_object(
          'id', department.id, 'code', department.code, 'name', department.name, 'status', line.status,
          'isOpen', department.valid_from <= ${today}::date
            and (department.valid_until is null or department.valid_until >= ${today}::date)
        ) order by fold(department.name))
        from attachment_departments line join departments department on department.id = line.department_id
        where line.attachment_id = request.id
      ), '[]'),
      'openWorkspaces', coalesce((
        select json_agg(opened.workspace order by opened.workspace)
        from open_workspaces opened where opened.structure_id = structure.id
      ), '[]'),
      'namesakes', coalesce((
        select json_agg(json_build_object(
          'name', other.given_name || ' ' || other.family_name, 'email', other.contact_email, 'status', theirs.status
        ) order by theirs.requested_at)
        from attachments theirs join accounts other on other.id = theirs.account_id
        where theirs.structure_id = structure.id and theirs.status in ('pending', 'approved', 'suspended')
          and theirs.account_id <> request.account_id and fold(other.family_name) = fold(person.family_name)
          and fold(other.given_name) = fold(person.given_name)
      ), '[]'),
      'earlier', coalesce((
        select json_agg(json_build_object(
          'id', past.id, 'status', past.status, 'requestedAt', past.requested_at,
          'decidedAt', coalesce(past.ended_at, past.decided_at), 'reason', past.refusal_reason
        ) order by past.requested_at desc)
        from attachments past
        where past.account_id = request.account_id and past.structure_id = structure.id and past.id <> request.id
          and past.requested_at <= request.requested_at
      ), '[]'),
      'history', ${requestHistory(sql`request.id`)},
      'nextId', (
        select waiting.id from attachments waiting
        where waiting.structure_id in (${structuresManagedBy(actor)}) and waiting.status = 'pending'
          and waiting.id <> request.id and ${isAskedByActive(sql`waiting`)}
        order by waiting.requested_at, waiting.id limit 1
      )
    ) as facts
    from attachments request
    join attachments own on own.structure_id = request.structure_id and own.account_id = ${actor.accountId}
      and own.status = 'approved' and own.role <> 'member'
    join accounts person on person.id = request.account_id
    join structures structure on structure.id = request.structure_id
    where request.id = ${attachmentId}`);
  const facts = rows[0]?.facts;
  if (!facts) return null;
  return {
    ...facts,
    requestedAt: new Date(facts.requestedAt),
    decidedAt: dateOf(facts.decidedAt),
    earlier: facts.earlier.map((past) => ({
      ...past,
      requestedAt: new Date(past.requestedAt),
      decidedAt: dateOf(past.decidedAt),
    })),
    history: asRequestHistory(facts.history),
  };
}

function dateOf(stored: string | null): Date | null {
  return stored === null ? null : new Date(stored);
}
