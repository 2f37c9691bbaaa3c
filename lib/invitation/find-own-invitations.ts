import { type SQL, sql } from "drizzle-orm";
import type { Access, Actor, AttachmentStatus } from "@/lib/attachment/actor";
import type { Context } from "@/lib/platform/context";
import type { Role } from "@/lib/structure/rights";
import type { WorkspaceCode } from "@/lib/workspace/workspace";
import { isActiveDepartment } from "./active-department";
import { EXPLAINED_DAYS, type InvitationStatus, type InvitedRole, type Standing, standingOf } from "./invitation";

/** An invitation as the person who got it sees it. */
export interface OwnInvitation {
  id: string;
  inviter: string | null;
  designation: string;
  city: string;
  role: InvitedRole;
  /** Names of the offered departments that are active; none: the default one. */
  departments: string[];
  workspaces: { workspace: WorkspaceCode; access: Access }[];
  expiresAt: Date;
  standing: Standing;
}

const SHOWN = 100;

/**
 * The invitations to the address that this account proved: those that wait for an answer, then the ones that fell in
 * the last 30 days, so that nobody wonders where they went.
 */
export async function findOwnInvitations(ctx: Context, actor: Actor): Promise<OwnInvitation[]> {
  const now = ctx.now();
  const fell = sql`${now.toISOString()}::timestamptz - make_interval(days => ${EXPLAINED_DAYS})`;
  const { rows } = await ctx.db.execute<OwnRow>(sql`
    select invitation.id, invitation.status, invitation.role, invitation.expires_at as "expiresAt",
      structure.status as "structureStatus", coalesce(structure.label, structure.legal_name) as designation,
      structure.city, inviter.given_name || ' ' || inviter.family_name as inviter,
      inviting.role as "inviterRole", own.status as "ownAttachment",
      json_array_length(coalesce(invitation.permissions -> 'departmentIds', '[]')::json) as "offeredDepartments",
      coalesce((
        select json_agg(department.name order by department.code) from departments department
        where department.structure_id = structure.id and ${isOffered(now)}
      ), '[]') as departments,
      coalesce((
        select json_agg(json_build_object('workspace', open.workspace, 'access', grants.access) order by open.workspace)
        from jsonb_to_recordset(invitation.permissions -> 'workspaces') as grants (workspace text, access text)
        join open_workspaces open on open.structure_id = structure.id and open.workspace::text = grants.workspace
      ), '[]') as workspaces
    from invitations invitation
    join structures structure on structure.id = invitation.structure_id
    left join accounts inviter on inviter.id = invitation.invited_by and inviter.status = 'active'
    left join attachments inviting on inviting.account_id = inviter.id
      and inviting.structure_id = structure.id and inviting.status = 'approved'
    left join attachments own on own.account_id = ${actor.accountId} and own.structure_id = structure.id
      and own.status in ('pending', 'approved', 'suspended')
    where invitation.email = ${actor.email} and (
      (invitation.status in ('pending', 'expired') and invitation.expires_at > ${fell})
      or (invitation.status = 'withdrawn' and invitation.answered_at > ${fell})
    )
    order by invitation.invited_at desc, invitation.id limit ${SHOWN}`);
  return rows
    .map((row) => {
      const { id, inviter, designation, city, role, departments, workspaces } = row;
      const expiresAt = new Date(row.expiresAt);
      const facts = { ...row, expiresAt, openDepartments: departments.length };
      const standing = standingOf({ ...facts, offeredDepartments: Number(row.offeredDepartments) }, now);
      return { id, inviter, designation, city, role, departments, workspaces, expiresAt, standing };
    })
    .sort((one, other) => Number(other.standing === "open") - Number(one.standing === "open"));
}

interface OwnRow extends Record<string, unknown> {
  id: string;
  status: InvitationStatus;
  role: InvitedRole;
  expiresAt: string | Date;
  structureStatus: "active" | "inactive";
  designation: string;
  city: string;
  inviter: string | null;
  inviterRole: Role | null;
  ownAttachment: AttachmentStatus | null;
  offeredDepartments: number | string;
  departments: string[];
  workspaces: { workspace: WorkspaceCode; access: Access }[];
}

/** Offered by the invitation of the row, and active today in Paris. */
function isOffered(now: Date): SQL {
  return sql`invitation.permissions -> 'departmentIds' ? department.id::text and ${isActiveDepartment(now)}`;
}
