import { type SQL, sql } from "drizzle-orm";
import type { Access, Actor, AttachmentStatus } from "@/lib/attachment/actor";
import { rolesToGive } from "@/lib/attachment/member";
import { dayInParis } from "@/lib/platform/calendar";
import type { Context } from "@/lib/platform/context";
import type { Permit } from "@/lib/structure/permit";
import type { Capacity, Role } from "@/lib/structure/rights";
import type { WorkspaceCode } from "@/lib/workspace/workspace";
import {
  EXPLAINED_DAYS,
  type InvitationStatus,
  type InvitedRole,
  mayInvite,
  type Standing,
  standingOf,
} from "./invitation";
import { isKept, keptText } from "./kept-file";

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
export async function listOwnInvitations(ctx: Context, actor: Actor): Promise<OwnInvitation[]> {
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
        where department.structure_id = structure.id and ${isOffered(ctx)}
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
function isOffered(ctx: Context): SQL {
  return sql`invitation.permissions -> 'departmentIds' ? department.id::text and ${isActive(ctx)}`;
}

function isActive(ctx: Context): SQL {
  const today = sql`${dayInParis(ctx.now())}::date`;
  return sql`department.valid_from <= ${today} and (department.valid_until is null or department.valid_until >= ${today})`;
}

/** How an invitation stands for the managers; `lapsed`: its inviter may not invite any more. */
export type SentStatus = InvitationStatus | "lapsed";

/** An invitation as the managers see it: of the person, nothing but the address that one of them typed. */
export interface SentInvitation {
  id: string;
  email: string;
  role: InvitedRole;
  invitedAt: Date;
  inviter: string | null;
  sentAt: Date;
  expiresAt: Date;
  status: SentStatus;
  /** Whether the reader may take it back. */
  mayWithdraw: boolean;
  /** Whether he may send it again: he may give its role today (C-17, SEC-71). */
  mayResend: boolean;
}

/** The columns by which the list can be sorted. */
export const sentSortable = ["invitedAt", "email", "role", "inviter", "status", "expiresAt"] as const;

/** What part of the list is asked for. */
export interface SentView {
  sort: string;
  descending: boolean;
  page: number;
  pageSize: number;
  /** Part of an address; empty: all. */
  search: string;
  /** An invitation to show besides, because something is to be done to it. */
  chosenId: string | null;
}

/** One page of the list. */
export interface SentPage {
  rows: SentInvitation[];
  total: number;
  chosen: SentInvitation | null;
}

/** The invitations of a structure, page by page, and the one that is to be acted on, in one statement. */
export async function listSentInvitations(
  ctx: Context,
  permit: Permit<"manage-members">,
  view: SentView,
): Promise<SentPage> {
  const now = ctx.now();
  const { rows } = await ctx.db.execute<{ page: SentRow[]; total: string; chosen: SentRow | null }>(sql`
    with sent as (
      select invitation.id, invitation.email, invitation.role, invitation.invited_at as "invitedAt",
        invitation.sent_at as "sentAt", invitation.expires_at as "expiresAt",
        case when invitation.status = 'pending' and invitation.expires_at <= ${now.toISOString()}::timestamptz
          then 'expired' else invitation.status end as status,
        inviter.given_name || ' ' || inviter.family_name as inviter, fold(inviter.family_name) as "inviterKey",
        inviting.role as "inviterRole"
      from invitations invitation
      left join accounts inviter on inviter.id = invitation.invited_by
      left join attachments inviting on inviting.account_id = inviter.id and inviter.status = 'active'
        and inviting.structure_id = invitation.structure_id and inviting.status = 'approved'
      where invitation.structure_id = ${permit.structureId}
    ), found as (
      select * from sent where strpos(email, lower(${view.search})) > 0
    ), counted as (
      select count(*) as total from found
    ), page as (
      select found.*, row_number() over (order by ${orderOf(view)}, found."invitedAt" desc, found.id) as position
      from found
    )
    select
      coalesce((
        select json_agg(page order by page.position) from page, counted
        where page.position > ${firstOf(view)} and page.position <= ${firstOf(view)} + ${view.pageSize}::int
      ), '[]') as page,
      (select total from counted) as total,
      (select row_to_json(sent) from sent where sent.id = ${view.chosenId}::uuid) as chosen`);
  const [found] = rows;
  const roles = rolesToGive(permit.capacity, ctx.env.SECONDARY_MANAGERS === "on");
  const read = (row: SentRow) => readSent(row, { capacity: permit.capacity, roles });
  return {
    rows: (found?.page ?? []).map(read),
    total: Number(found?.total ?? 0),
    chosen: found?.chosen ? read(found.chosen) : null,
  };
}

/** How many lines stand before the page: before the last one when the address asks for one beyond. */
function firstOf({ page, pageSize }: SentView): SQL {
  return sql`least(${page - 1}::int, greatest(0, (counted.total - 1) / ${pageSize}::int)) * ${pageSize}::int`;
}

function orderOf({ sort, descending }: SentView): SQL {
  const keys: Record<string, SQL> = {
    email: sql`found.email`,
    role: sql`found.role`,
    inviter: sql`found."inviterKey"`,
    status: sql`found.status::text`,
    expiresAt: sql`found."expiresAt"`,
  };
  const key = keys[sort] ?? sql`found."invitedAt"`;
  return descending ? sql`${key} desc nulls last` : sql`${key} asc nulls last`;
}

interface SentRow {
  id: string;
  email: string;
  role: InvitedRole;
  invitedAt: string;
  sentAt: string;
  expiresAt: string;
  status: InvitationStatus;
  inviter: string | null;
  inviterRole: Role | null;
}

function readSent(row: SentRow, { capacity, roles }: { capacity: Capacity; roles: InvitedRole[] }): SentInvitation {
  const { id, email, role, inviter, inviterRole, status } = row;
  return {
    id,
    email,
    role,
    inviter,
    invitedAt: new Date(row.invitedAt),
    sentAt: new Date(row.sentAt),
    expiresAt: new Date(row.expiresAt),
    status: status === "pending" && !mayInvite(inviterRole, role) ? "lapsed" : status,
    mayWithdraw: mayInvite(capacity, role),
    mayResend: roles.includes(role),
  };
}

/** What a manager can offer: the departments that are active today, and what is open on the structure. */
export interface InvitationChoices {
  departments: { id: string; code: string; name: string }[];
  workspaces: WorkspaceCode[];
  roles: InvitedRole[];
}

/** What can be offered, and the file that was read last for this import, when there is one. */
export interface InvitationImport extends InvitationChoices {
  /** Null: none of that id, not by this person for this structure, or read too long ago. */
  text: string | null;
}

/** What the holder of the permit may offer to those he invites. */
export async function findInvitationChoices(
  ctx: Context,
  permit: Permit<"manage-members">,
): Promise<InvitationChoices> {
  const { text: _, ...choices } = await findInvitationImport(ctx, permit, { fileId: null });
  return choices;
}

/** The same, with the text of a file that waits to be confirmed, in one statement (R-1404). */
export async function findInvitationImport(
  ctx: Context,
  permit: Permit<"manage-members">,
  { fileId }: { fileId: string | null },
): Promise<InvitationImport> {
  const { structureId, holder, capacity } = permit;
  const { rows } = await ctx.db.execute<Omit<InvitationImport, "roles"> & Record<string, unknown>>(sql`
    select
      coalesce((
        select json_agg(json_build_object('id', department.id, 'code', department.code, 'name', department.name)
          order by fold(department.name), department.code)
        from departments department where department.structure_id = ${structureId} and ${isActive(ctx)}
      ), '[]') as departments,
      coalesce((
        select json_agg(open.workspace order by open.workspace) from open_workspaces open
        where open.structure_id = ${structureId}
      ), '[]') as workspaces,
      (select ${keptText} from operations where ${isKept(ctx.now(), { fileId, structureId, accountId: holder.accountId })})
        as text`);
  const { departments = [], workspaces = [], text = null } = rows[0] ?? {};
  const roles = rolesToGive(capacity, ctx.env.SECONDARY_MANAGERS === "on");
  return { departments, workspaces, text, roles };
}
