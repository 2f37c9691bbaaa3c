import { sql } from "drizzle-orm";
import type { departmentDecision } from "@/drizzle/schema/attachment";
import type { AsJson } from "@/lib/platform/as-json";
import { dayInParis } from "@/lib/platform/calendar";
import type { Context } from "@/lib/platform/context";
import type { Permit } from "@/lib/structure/permit";
import type { Role } from "@/lib/structure/rights";
import type { WorkspaceCode } from "@/lib/workspace/workspace";
import type { Access, AttachmentStatus } from "./actor";
import { type StructureAct, structureActs } from "./structure-act";

/** A department of the structure. */
export interface DepartmentChoice {
  id: string;
  code: string;
  name: string;
}

/** One line of what a person uses or asks for. */
export interface MemberSubscription {
  id: string;
  workspace: WorkspaceCode;
  access: Access;
  status: "active" | "pending";
  /** Null: the whole structure. */
  department: string | null;
  since: Date;
}

/** One thing that happened to a person's attachment. */
export interface MemberEvent {
  id: string;
  kind: StructureAct;
  happenedAt: Date;
  /** Null: the portal itself, or somebody whose account is gone. */
  actor: string | null;
  reason: string | null;
  workspace: WorkspaceCode | null;
}

/** A person of a structure as its managers see him. */
export interface MemberSheet {
  attachmentId: string;
  accountId: string;
  familyName: string;
  givenName: string;
  /** Null once he has nothing to do with the structure any more. */
  contactEmail: string | null;
  lastSignInAt: Date | null;
  isAccountActive: boolean;
  role: Role;
  status: AttachmentStatus;
  requestedAt: Date;
  decidedAt: Date | null;
  endedAt: Date | null;
  reactivateOn: string | null;
  departments: (DepartmentChoice & { status: (typeof departmentDecision.enumValues)[number] })[];
  subscriptions: MemberSubscription[];
  /** Oldest first. */
  history: MemberEvent[];
  /** What the structure has to give today. */
  openDepartments: DepartmentChoice[];
  openWorkspaces: WorkspaceCode[];
}

const HISTORY_LENGTH = 50;

/** One person of the permit's structure with everything a manager may know and give, in one statement; null: none such. */
export async function findMember(
  ctx: Context,
  permit: Permit<"manage-members">,
  attachmentId: string,
): Promise<MemberSheet | null> {
  const today = dayInParis(ctx.now());
  const { rows } = await ctx.db.execute<{ member: AsJson<MemberSheet> }>(sql`
    select json_build_object(
      'attachmentId', own.id, 'accountId', account.id, 'familyName', account.family_name,
      'givenName', account.given_name, 'isAccountActive', account.status = 'active', 'role', own.role,
      'status', own.status, 'requestedAt', own.requested_at, 'decidedAt', own.decided_at, 'endedAt', own.ended_at,
      'reactivateOn', own.reactivate_on,
      'contactEmail', case when own.status in ('pending', 'approved', 'suspended') then account.contact_email end,
      'lastSignInAt', case when own.status in ('approved', 'suspended') then account.last_sign_in_at end,
      'departments', coalesce((
        select json_agg(json_build_object('id', department.id, 'code', department.code, 'name', department.name,
          'status', line.status) order by fold(department.name), department.code)
        from attachment_departments line join departments department on department.id = line.department_id
        where line.attachment_id = own.id
      ), '[]'),
      'subscriptions', case when own.status in ('approved', 'suspended') then coalesce((
        select json_agg(json_build_object('id', use.id, 'workspace', use.workspace, 'access', use.access,
          'status', use.status, 'department', department.name, 'since', coalesce(use.decided_at, use.requested_at))
          order by use.workspace, fold(department.name) nulls first)
        from subscriptions use left join departments department on department.id = use.department_id
        where use.account_id = own.account_id and use.structure_id = own.structure_id
          and use.status in ('active', 'pending')
      ), '[]') else '[]' end,
      'history', coalesce((
        select json_agg(event order by event."happenedAt", event.id)
        from (
          select line.id, line.kind, line.happened_at as "happenedAt", line.reason, line.workspace,
            actor.given_name || ' ' || actor.family_name as actor
          from structure_history line left join accounts actor on actor.id = line.actor_id
          where line.target_id = own.id and line.structure_id = own.structure_id
          order by line.happened_at desc limit ${HISTORY_LENGTH}
        ) event
      ), '[]'),
      'openDepartments', coalesce((
        select json_agg(json_build_object('id', department.id, 'code', department.code, 'name', department.name)
          order by fold(department.name), department.code)
        from departments department
        where department.structure_id = own.structure_id and department.valid_from <= ${today}::date
          and (department.valid_until is null or department.valid_until >= ${today}::date)
      ), '[]'),
      'openWorkspaces', coalesce((
        select json_agg(open.workspace order by open.workspace)
        from open_workspaces open where open.structure_id = own.structure_id
      ), '[]')
    ) as member
    from attachments own join accounts account on account.id = own.account_id
    where own.id = ${attachmentId} and own.structure_id = ${permit.structureId}`);
  const row = rows[0]?.member;
  return row ? memberOf(row) : null;
}

function memberOf(row: AsJson<MemberSheet>): MemberSheet {
  const moment = (text: string | null) => (text === null ? null : new Date(text));
  return {
    ...row,
    requestedAt: new Date(row.requestedAt),
    decidedAt: moment(row.decidedAt),
    endedAt: moment(row.endedAt),
    lastSignInAt: moment(row.lastSignInAt),
    subscriptions: row.subscriptions.map(({ since, ...use }) => ({ ...use, since: new Date(since) })),
    // Rows outlive releases: an act that this one does not know is left out.
    history: row.history
      .filter(({ kind }) => structureActs.includes(kind))
      .map(({ happenedAt, ...event }) => ({ ...event, happenedAt: new Date(happenedAt) })),
  };
}
