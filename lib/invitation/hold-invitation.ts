import { and, eq, sql } from "drizzle-orm";
import { invitations } from "@/drizzle/schema/attachment";
import type { Actor } from "@/lib/attachment/actor";
import { actsIn } from "@/lib/audit/acting-session";
import type { Language } from "@/lib/i18n/language";
import { dayInParis } from "@/lib/platform/calendar";
import type { Context } from "@/lib/platform/context";
import type { WorkspaceCode } from "@/lib/workspace/workspace";
import { type InvitationFacts, type InvitedPermissions, permissionsSchema } from "./invitation";

/** An invitation to one's own proven address, and everything that an answer depends on, locked until the transaction ends. */
export interface HeldInvitation extends InvitationFacts {
  structureId: string;
  inviterId: string | null;
  permissions: InvitedPermissions;
  /** Of the offered departments, those that are active today. */
  openDepartmentIds: string[];
  /** Everything that is open on the structure. */
  openWorkspaces: WorkspaceCode[];
  /** The request of the invited person that waits for a decision, if any. */
  pendingRequestId: string | null;
  invited: { fullName: string; contactEmail: string; language: Language };
  /** The managers who can act now. */
  managerIds: string[];
}

/**
 * Locks the structure, then the invitation. Null: there is none of that id for the address that this account proved,
 * whatever its id says elsewhere (SEC-69).
 */
export async function holdInvitation(
  tx: Context,
  actor: Actor,
  { invitationId }: { invitationId: string },
): Promise<HeldInvitation | null> {
  const [own] = await tx.db
    .select({ structureId: invitations.structureId })
    .from(invitations)
    .where(and(eq(invitations.id, invitationId), eq(invitations.email, actor.email)));
  if (!own) return null;
  // In the order of every act on a structure (SEC-65), and in a statement of its own, so that the next one sees the others'.
  await tx.db.execute(
    sql`select ${actsIn(actor.sessionId)} from structures where id = ${own.structureId} for no key update`,
  );
  const today = dayInParis(tx.now());
  const { rows } = await tx.db.execute<Row>(sql`
    select invitation.structure_id as "structureId", invitation.status, invitation.role, invitation.permissions,
      invitation.invited_by as "inviterId", invitation.expires_at as "expiresAt",
      structure.status as "structureStatus",
      json_build_object('fullName', person.given_name || ' ' || person.family_name,
        'contactEmail', person.contact_email, 'language', person.language) as invited,
      (
        select inviting.role from attachments inviting
        join accounts inviter on inviter.id = inviting.account_id and inviter.status = 'active'
        where inviting.account_id = invitation.invited_by and inviting.structure_id = invitation.structure_id
          and inviting.status = 'approved'
      ) as "inviterRole",
      coalesce((
        select json_agg(department.id order by department.code) from departments department
        where department.structure_id = invitation.structure_id
          and invitation.permissions -> 'departmentIds' ? department.id::text
          and department.valid_from <= ${today}::date
          and (department.valid_until is null or department.valid_until >= ${today}::date)
      ), '[]') as "openDepartmentIds",
      coalesce((
        select json_agg(open.workspace) from open_workspaces open where open.structure_id = invitation.structure_id
      ), '[]') as "openWorkspaces",
      (
        select json_build_object('id', own.id, 'status', own.status) from attachments own
        where own.account_id = person.id and own.structure_id = invitation.structure_id
          and own.status in ('pending', 'approved', 'suspended')
      ) as own,
      coalesce((
        select json_agg(manager.account_id)
        from attachments manager join accounts account on account.id = manager.account_id
        where manager.structure_id = invitation.structure_id and manager.status = 'approved'
          and manager.role <> 'member' and account.status = 'active'
      ), '[]') as "managerIds"
    from invitations invitation
    join structures structure on structure.id = invitation.structure_id
    join accounts person on person.id = ${actor.accountId} and person.email = invitation.email
      and person.status = 'active'
    where invitation.id = ${invitationId}
    for update of invitation for share of person`);
  const row = rows[0];
  if (!row) return null;
  const { own: attachment, permissions, expiresAt, ...facts } = row;
  const parsed = permissionsSchema.parse(permissions);
  return {
    ...facts,
    permissions: parsed,
    expiresAt: new Date(expiresAt),
    offeredDepartments: parsed.departmentIds.length,
    openDepartments: facts.openDepartmentIds.length,
    ownAttachment: attachment?.status ?? null,
    pendingRequestId: attachment?.status === "pending" ? attachment.id : null,
  };
}

type Derived = "permissions" | "expiresAt" | "offeredDepartments" | "openDepartments" | "ownAttachment";
type Row = { [Key in keyof Omit<HeldInvitation, Derived | "pendingRequestId">]: HeldInvitation[Key] } & {
  permissions: unknown;
  expiresAt: string | Date;
  own: { id: string; status: NonNullable<HeldInvitation["ownAttachment"]> } | null;
};
