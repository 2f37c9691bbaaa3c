import { sql } from "drizzle-orm";
import type { Context } from "@/lib/platform/context";
import type { Role } from "@/lib/structure/rights";
import type { WorkspaceCode } from "@/lib/workspace/workspace";
import type { Access, Actor } from "./actor";
import {
  type AskedStructure,
  asOwnRequest,
  departmentNamesOf,
  designationFor,
  type OwnRequest,
  type OwnRequestRow,
  requestsOf,
} from "./own-request";

/** A line of "Mes rattachements aux structures" (R-605). */
export interface OverviewAttachment {
  attachmentId: string;
  structureId: string;
  structure: AskedStructure;
  /** Held or asked for, not refused; none: the default one (R-852). */
  departments: string[];
  role: Role;
  status: "pending" | "approved" | "suspended";
}

/** A line of "Mes abonnements aux espaces" (R-606). */
export interface OverviewSubscription {
  subscriptionId: string;
  structure: AskedStructure;
  /** Null: for the whole structure. */
  department: string | null;
  workspace: WorkspaceCode;
  access: Access;
  status: "pending" | "active";
}

/** What S-10 tells of a person's structures, workspaces and requests. */
export interface OwnOverview {
  attachments: OverviewAttachment[];
  subscriptions: OverviewSubscription[];
  /** The newest five of "Historique de mes demandes" (R-607). */
  requests: OwnRequest[];
}

const NEWEST = 5;

/** Everything S-10 shows besides the profile, in one statement (R-605 to R-607). */
export async function findOwnOverview(ctx: Context, actor: Actor): Promise<OwnOverview> {
  const structure = sql`json_build_object('identifierType', structure.identifier_type,
    'identifier', structure.identifier, 'designation', ${designationFor(sql`own.status`)})`;
  const { rows } = await ctx.db.execute<{
    attachments: OverviewAttachment[];
    subscriptions: OverviewSubscription[];
    requests: OwnRequestRow[];
  }>(sql`
    select coalesce((
      select json_agg(json_build_object(
        'attachmentId', own.id, 'structureId', structure.id, 'structure', ${structure},
        'departments', ${departmentNamesOf(sql`own.id`, sql`line.status <> 'refused'`)},
        'role', own.role, 'status', own.status
      ) order by fold(coalesce(structure.label, structure.legal_name)), structure.id)
      from attachments own join structures structure on structure.id = own.structure_id
      where own.account_id = ${actor.accountId} and own.status in ('pending', 'approved', 'suspended')
    ), '[]') as attachments, coalesce((
      select json_agg(json_build_object(
        'subscriptionId', subscription.id, 'structure', ${structure}, 'department', department.name,
        'workspace', subscription.workspace, 'access', subscription.access, 'status', subscription.status
      ) order by fold(coalesce(structure.label, structure.legal_name)), subscription.workspace, subscription.id)
      from subscriptions subscription
      join structures structure on structure.id = subscription.structure_id
      join attachments own on own.account_id = subscription.account_id
        and own.structure_id = subscription.structure_id and own.status in ('approved', 'suspended')
      left join departments department on department.id = subscription.department_id
      where subscription.account_id = ${actor.accountId} and subscription.status in ('pending', 'active')
    ), '[]') as subscriptions, coalesce((
      select json_agg(newest.request order by newest.requested_at desc, newest.id)
      from (select * from (${requestsOf(actor)}) asked order by requested_at desc, id limit ${NEWEST}) newest
    ), '[]') as requests`);
  const row = rows[0];
  return {
    attachments: row?.attachments ?? [],
    subscriptions: row?.subscriptions ?? [],
    requests: (row?.requests ?? []).map(asOwnRequest),
  };
}
