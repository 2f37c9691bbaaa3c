import { type SQL, sql } from "drizzle-orm";
import { rolesToGive } from "@/lib/attachment/member";
import type { Context } from "@/lib/platform/context";
import { typedSearch } from "@/lib/platform/typed-search";
import type { Permit } from "@/lib/structure/permit";
import type { Capacity, Role } from "@/lib/structure/rights";
import { type InvitationStatus, type InvitedRole, mayInvite } from "./invitation";

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
export async function findSentInvitations(
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
      select * from sent where strpos(email, lower(${typedSearch(view.search)})) > 0
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
