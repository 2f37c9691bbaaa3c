import { sql } from "drizzle-orm";
import { dayInParis } from "@/lib/platform/calendar";
import type { Context } from "@/lib/platform/context";
import type { WorkspaceCode } from "@/lib/workspace/workspace";
import type { Permissions } from "./permissions";

/** What a person of a structure may do, and what that structure has to give. */
export interface HeldPermissions extends Permissions {
  openWorkspaces: WorkspaceCode[];
  /** The departments of the structure that are used today. */
  openDepartments: string[];
}

/** The permissions of one attachment at this moment, in one statement. Only after `holdPermit`. */
export async function readPermissions(tx: Context, attachmentId: string): Promise<HeldPermissions> {
  const today = dayInParis(tx.now());
  const { rows } = await tx.db.execute<{ [Key in keyof HeldPermissions]: HeldPermissions[Key] }>(sql`
    select
      coalesce((
        select json_agg(line.department_id) from attachment_departments line
        where line.attachment_id = own.id and line.status = 'approved'
      ), '[]') as "departmentIds",
      coalesce((
        select json_agg(json_build_object('id', use.id, 'workspace', use.workspace,
          'departmentId', use.department_id, 'access', use.access, 'status', use.status))
        from subscriptions use
        where use.account_id = own.account_id and use.structure_id = own.structure_id
          and use.status in ('active', 'pending')
      ), '[]') as subscriptions,
      coalesce((
        select json_agg(open.workspace) from open_workspaces open where open.structure_id = own.structure_id
      ), '[]') as "openWorkspaces",
      coalesce((
        select json_agg(department.id) from departments department
        where department.structure_id = own.structure_id and department.valid_from <= ${today}::date
          and (department.valid_until is null or department.valid_until >= ${today}::date)
      ), '[]') as "openDepartments"
    from attachments own where own.id = ${attachmentId}`);
  return rows[0] ?? { departmentIds: [], subscriptions: [], openWorkspaces: [], openDepartments: [] };
}
