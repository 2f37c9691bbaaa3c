import { sql } from "drizzle-orm";
import type { accounts } from "@/drizzle/schema/account";
import type { Language } from "@/lib/i18n/language";
import { dayInParis } from "@/lib/platform/calendar";
import type { Context } from "@/lib/platform/context";
import type { WorkspaceCode } from "@/lib/workspace/workspace";
import type { AttachmentStatus } from "./actor";
import type { AskedDepartment } from "./approval";

/** A request for attachment as it is at this moment, and everything that a decision depends on (SEC-67). */
export interface HeldRequest {
  attachmentId: string;
  status: AttachmentStatus;
  requester: {
    accountId: string;
    status: typeof accounts.$inferSelect.status;
    fullName: string;
    contactEmail: string;
    language: Language;
  };
  /** The departments it asks for, and whether they serve today; none: the default one. */
  askedDepartments: AskedDepartment[];
  openWorkspaces: WorkspaceCode[];
  /** The managers who can act now, the decider among them. */
  managerIds: string[];
}

/**
 * Locks a request of that structure until the transaction ends, and its owner against being deactivated meanwhile
 * (SEC-66, SEC-67). Null: that structure has no such request. Only after `holdPermit`, which makes the others wait.
 */
export async function holdRequest(
  tx: Context,
  { structureId, attachmentId }: { structureId: string; attachmentId: string },
): Promise<HeldRequest | null> {
  const today = dayInParis(tx.now());
  const { rows } = await tx.db.execute<Row>(sql`
    select request.id as "attachmentId", request.status,
      json_build_object('accountId', person.id, 'status', person.status, 'contactEmail', person.contact_email,
        'fullName', person.given_name || ' ' || person.family_name, 'language', person.language) as requester,
      coalesce((
        select json_agg(json_build_object('id', department.id, 'isOpen', department.valid_from <= ${today}::date
          and (department.valid_until is null or department.valid_until >= ${today}::date)))
        from attachment_departments line join departments department on department.id = line.department_id
        where line.attachment_id = request.id and line.status = 'pending'
      ), '[]') as "askedDepartments",
      coalesce((
        select json_agg(open.workspace) from open_workspaces open where open.structure_id = request.structure_id
      ), '[]') as "openWorkspaces",
      coalesce((
        select json_agg(manager.account_id)
        from attachments manager join accounts account on account.id = manager.account_id
        where manager.structure_id = request.structure_id and manager.status = 'approved'
          and manager.role <> 'member' and account.status = 'active'
      ), '[]') as "managerIds"
    from attachments request join accounts person on person.id = request.account_id
    where request.id = ${attachmentId} and request.structure_id = ${structureId}
    for no key update of request for share of person`);
  return rows[0] ?? null;
}

type Row = { [Key in keyof HeldRequest]: HeldRequest[Key] };
