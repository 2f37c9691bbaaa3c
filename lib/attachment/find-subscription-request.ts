import { sql } from "drizzle-orm";
import type { AsJson } from "@/lib/platform/as-json";
import { dayInParis } from "@/lib/platform/calendar";
import type { Context } from "@/lib/platform/context";
import type { IdentifierType } from "@/lib/structure/identifier";
import type { Role } from "@/lib/structure/rights";
import type { WorkspaceCode } from "@/lib/workspace/workspace";
import type { Access, Actor, SubscriptionStatus } from "./actor";
import { isAskedByActive, structuresManagedBy } from "./desk-scope";
import { asRequestHistory, type RequestAct, requestHistory } from "./request-history";

/** A request for a workspace as the one who decides it must see it (R-902, R-906). */
export interface SubscriptionRequestFacts {
  subscriptionId: string;
  structureId: string;
  isStructureActive: boolean;
  identifierType: IdentifierType;
  identifier: string;
  legalName: string;
  requester: string;
  requesterEmail: string | null;
  /** What ties the requester to the structure; null: he is not attached any more. */
  attachment: {
    id: string;
    role: Role;
    isSuspended: boolean;
    /** Null: he is not suspended, or until a manager reactivates him (R-851). */
    reactivateOn: string | null;
  } | null;
  isRequesterActive: boolean;
  workspace: WorkspaceCode;
  access: Access;
  /** Null: the whole structure. `isOver`: it has ended (R-810). */
  department: { name: string; isOver: boolean } | null;
  isWorkspaceOpen: boolean;
  status: SubscriptionStatus;
  comment: string | null;
  requestedAt: Date;
  decidedAt: Date | null;
  decidedBy: string | null;
  refusalReason: string | null;
  /** The same workspace asked for or used before, by the same person, newest first. */
  earlier: {
    id: string;
    status: SubscriptionStatus;
    access: Access;
    department: string | null;
    requestedAt: Date;
    reason: string | null;
  }[];
  history: RequestAct[];
  nextId: string | null;
}

/**
 * One request with everything a decision depends on, in one statement; null outside of the structures one manages
 * (SEC-61).
 */
export async function findSubscriptionRequest(
  ctx: Context,
  actor: Actor,
  subscriptionId: string,
): Promise<SubscriptionRequestFacts | null> {
  const { rows } = await ctx.db.execute<{ facts: AsJson<SubscriptionRequestFacts> }>(sql`
    select json_build_object(
      'subscriptionId', request.id, 'structureId', structure.id, 'isStructureActive', structure.status = 'active',
      'identifierType', structure.identifier_type, 'identifier', structure.identifier,
      'legalName', structure.legal_name, 'requester', person.given_name || ' ' || person.family_name,
      'requesterEmail', case when request.status in ('pending', 'active') then person.contact_email end, 'isRequesterActive', person.status = 'active',
      'attachment', (
        select json_build_object('id', theirs.id, 'role', theirs.role, 'isSuspended', theirs.status = 'suspended',
          'reactivateOn', theirs.reactivate_on)
        from attachments theirs
        where theirs.account_id = person.id and theirs.structure_id = structure.id
          and theirs.status in ('approved', 'suspended')
      ),
      'workspace', request.workspace, 'access', request.access, 'department', case when department.id is not null then json_build_object(
        'name', department.name, 'isOver', coalesce(department.valid_until < ${dayInParis(ctx.now())}::date, false)) end,
      'isWorkspaceOpen', exists (
        select from open_workspaces opened
        where opened.structure_id = structure.id and opened.workspace = request.workspace
      ),
      'status', request.status, 'comment', request.comment, 'requestedAt', request.requested_at,
      'decidedAt', coalesce(request.decided_at, request.ended_at), 'refusalReason', request.refusal_reason,
      'decidedBy', (
        select decider.given_name || ' ' || decider.family_name from accounts decider where decider.id = request.decided_by
      ),
      'earlier', coalesce((
        select json_agg(json_build_object(
          'id', past.id, 'status', past.status, 'access', past.access, 'department', place.name,
          'requestedAt', past.requested_at, 'reason', past.refusal_reason
        ) order by past.requested_at desc)
        from subscriptions past left join departments place on place.id = past.department_id
        where past.account_id = person.id and past.structure_id = structure.id and past.id <> request.id
          and past.workspace = request.workspace and past.requested_at <= request.requested_at
      ), '[]'),
      'history', ${requestHistory(sql`request.id`)},
      'nextId', (
        select waiting.id from subscriptions waiting
        where waiting.structure_id in (${structuresManagedBy(actor)}) and waiting.status = 'pending'
          and waiting.id <> request.id and ${isAskedByActive(sql`waiting`)}
        order by waiting.requested_at, waiting.id limit 1
      )
    ) as facts
    from subscriptions request
    join attachments own on own.structure_id = request.structure_id and own.account_id = ${actor.accountId}
      and own.status = 'approved' and own.role <> 'member'
    join accounts person on person.id = request.account_id
    join structures structure on structure.id = request.structure_id
    left join departments department on department.id = request.department_id
    where request.id = ${subscriptionId}`);
  const facts = rows[0]?.facts;
  if (!facts) return null;
  return {
    ...facts,
    requestedAt: new Date(facts.requestedAt),
    decidedAt: facts.decidedAt === null ? null : new Date(facts.decidedAt),
    earlier: facts.earlier.map((past) => ({ ...past, requestedAt: new Date(past.requestedAt) })),
    history: asRequestHistory(facts.history),
  };
}
