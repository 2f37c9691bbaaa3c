import { sql } from "drizzle-orm";
import type { Context } from "@/lib/platform/context";
import type { IdentifierType } from "@/lib/structure/identifier";
import type { Access, Subscriber } from "./actor";

/** A structure as S-18 shows it to one of its subscribers. */
export interface WorkspaceStructure {
  structureId: string;
  designation: string;
  identifierType: IdentifierType;
  identifier: string;
  access: Access;
  /** Null: all departments. */
  department: string | null;
  managers: string[];
}

/** The structures for which this person may enter the workspace, and who manages them (S-18, R-1208). */
export async function findWorkspaceStructures(ctx: Context, subscriber: Subscriber): Promise<WorkspaceStructure[]> {
  const { rows } = await ctx.db.execute<{ [Key in keyof WorkspaceStructure]: WorkspaceStructure[Key] }>(sql`
    select structure.id as "structureId", coalesce(structure.label, structure.legal_name) as designation,
      structure.identifier_type as "identifierType", structure.identifier, subscription.access,
      department.name as department,
      coalesce((
        select json_agg(manager.given_name || ' ' || manager.family_name order by attachment.role, fold(manager.family_name))
        from attachments attachment join accounts manager on manager.id = attachment.account_id
        where attachment.structure_id = structure.id and attachment.status = 'approved'
          and attachment.role in ('primary-manager', 'secondary-manager') and manager.status = 'active'
      ), '[]') as managers
    from subscriptions subscription
    join attachments own on own.account_id = subscription.account_id
      and own.structure_id = subscription.structure_id and own.status = 'approved'
    join structures structure on structure.id = subscription.structure_id
    left join departments department on department.id = subscription.department_id
    where subscription.account_id = ${subscriber.accountId} and subscription.workspace = ${subscriber.workspace}
      and subscription.status = 'active'
    order by fold(coalesce(structure.label, structure.legal_name)), structure.id`);
  return rows;
}
