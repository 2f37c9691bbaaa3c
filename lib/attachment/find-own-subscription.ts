import { sql } from "drizzle-orm";
import type { AsJson } from "@/lib/platform/as-json";
import type { Context } from "@/lib/platform/context";
import type { WorkspaceCode } from "@/lib/workspace/workspace";
import type { Access, Actor, SubscriptionStatus } from "./actor";
import { type AskedStructure, type DoneBy, designationFor, doneByFor } from "./own-request";
import type { StructureAct } from "./structure-act";

/** One of the person's own subscriptions, with its life so far (R-606). */
export interface OwnSubscription {
  subscriptionId: string;
  workspace: WorkspaceCode;
  access: Access;
  status: SubscriptionStatus;
  comment: string | null;
  refusalReason: string | null;
  /** Null: the whole structure. */
  department: string | null;
  requestedAt: Date;
  structure: AskedStructure & { structureId: string };
  /** While it waits: who may decide, and where mails went; empty where support decides (R-857). */
  managers: string[];
  /** Asked for by the same click. */
  together: { subscriptionId: string; workspace: WorkspaceCode; status: SubscriptionStatus }[];
  steps: SubscriptionStep[];
}

/** Something that happened to it. */
export interface SubscriptionStep {
  key: string;
  kind: StructureAct;
  happenedAt: Date;
  by: DoneBy;
  reason: string | null;
}

/** A subscription of one's own, in one statement; somebody else's does not exist (SEC-61). */
export async function findOwnSubscription(
  ctx: Context,
  actor: Actor,
  subscriptionId: string,
): Promise<OwnSubscription | null> {
  const status = sql`attachment.status`;
  const { rows } = await ctx.db.execute<{ found: AsJson<OwnSubscription> }>(sql`
    select json_build_object(
      'subscriptionId', own.id, 'workspace', own.workspace, 'access', own.access, 'status', own.status,
      'comment', own.comment, 'refusalReason', own.refusal_reason, 'department', department.name,
      'requestedAt', own.requested_at,
      'structure', json_build_object('structureId', structure.id,
        'designation', ${designationFor(status)},
        'identifierType', structure.identifier_type, 'identifier', structure.identifier),
      'managers', coalesce((
        select json_agg(manager.given_name || ' ' || manager.family_name order by seat.role, fold(manager.family_name))
        from attachments seat join accounts manager on manager.id = seat.account_id
        where own.status = 'pending' and seat.structure_id = own.structure_id and seat.status = 'approved'
          and seat.role <> 'member' and manager.status = 'active'
      ), '[]'),
      'together', coalesce((
        select json_agg(json_build_object(
          'subscriptionId', other.id, 'workspace', other.workspace, 'status', other.status) order by other.workspace)
        from subscriptions other
        where other.account_id = own.account_id and other.requested_at = own.requested_at
          and other.structure_id = own.structure_id and other.id <> own.id
      ), '[]'),
      'steps', coalesce((
        select json_agg(json_build_object('key', act.id, 'kind', act.kind, 'happenedAt', act.happened_at,
          'by', ${doneByFor(status, { doer: sql`doer`, owner: sql`own.account_id` })}, 'reason', act.reason
        ) order by act.happened_at, act.id)
        from structure_history act left join accounts doer on doer.id = act.actor_id
        where act.target_id = own.id or (
          -- One line tells of everybody whom the closing of a workspace concerned.
          act.kind = 'workspace-closed' and act.structure_id = own.structure_id and act.workspace = own.workspace
          and act.happened_at = coalesce(own.ended_at, own.decided_at) and own.status in ('ended', 'refused')
        )
      ), '[]')
    ) as found
    from subscriptions own
    join structures structure on structure.id = own.structure_id
    left join departments department on department.id = own.department_id
    left join attachments attachment on attachment.account_id = own.account_id
      and attachment.structure_id = own.structure_id and attachment.status in ('approved', 'suspended')
    where own.id = ${subscriptionId} and own.account_id = ${actor.accountId}`);
  const found = rows[0]?.found;
  if (!found) return null;
  return {
    ...found,
    requestedAt: new Date(found.requestedAt),
    steps: found.steps.map((step) => ({ ...step, happenedAt: new Date(step.happenedAt) })),
  };
}
