import { sql } from "drizzle-orm";
import type { AsJson } from "@/lib/platform/as-json";
import { dayInParis } from "@/lib/platform/calendar";
import type { Context } from "@/lib/platform/context";
import type { IdentifierType } from "@/lib/structure/identifier";
import type { Role } from "@/lib/structure/rights";
import type { Actor, AttachmentStatus } from "./actor";
import type { DepartmentToAskFor } from "./find-structure-to-join";
import { type DoneBy, designationFor, doneByFor, nameFor } from "./own-request";
import type { StructureAct } from "./structure-act";

const status = sql`own.status`;

/** One of a person's own attachments or requests, as its page shows it. */
export interface OwnAttachmentPage {
  attachmentId: string;
  status: AttachmentStatus;
  role: Role;
  comment: string | null;
  requestedAt: Date;
  decidedAt: Date | null;
  refusalReason: string | null;
  /** `2026-12-31`: the day on which a suspension ends by itself. */
  reactivateOn: string | null;
  /** How many reminders the managers have had (R-855). */
  reminders: number;
  structure: {
    structureId: string;
    status: "active" | "inactive";
    identifierType: IdentifierType;
    identifier: string;
    /** Null: a private individual to whom one is not attached (SEC-63). */
    designation: string | null;
  };
  /** What was asked for, each with its own answer; none: the default department (R-852). */
  departments: (DepartmentToAskFor & { status: "pending" | "approved" | "refused" })[];
  /** What may be asked for today, as long as the request waits. */
  departmentsToAskFor: DepartmentToAskFor[];
  /** Whether the structure has managers; otherwise support decides (R-857). */
  isManaged: boolean;
  /** Their names: first name and initial, unless one is attached (C-20); none of a private individual (SEC-63). */
  managers: string[];
  /** Oldest first. */
  history: {
    id: string;
    kind: StructureAct;
    happenedAt: Date;
    reason: string | null;
    by: DoneBy;
  }[];
}

/** One's own attachment with its whole life, or null: another person's is as if it did not exist (SEC-61). */
export async function findOwnAttachment(
  ctx: Context,
  actor: Actor,
  attachmentId: string,
): Promise<OwnAttachmentPage | null> {
  const today = dayInParis(ctx.now());
  const { rows } = await ctx.db.execute<{ page: AsJson<OwnAttachmentPage> }>(sql`
    select json_build_object(
      'attachmentId', own.id, 'status', own.status, 'role', own.role, 'comment', own.comment,
      'requestedAt', own.requested_at, 'decidedAt', own.decided_at, 'refusalReason', own.refusal_reason,
      'reactivateOn', own.reactivate_on, 'reminders', own.reminders,
      'structure', json_build_object('structureId', structure.id, 'status', structure.status,
        'identifierType', structure.identifier_type, 'identifier', structure.identifier,
        'designation', ${designationFor(status)}),
      'departments', coalesce((
        select json_agg(json_build_object('id', department.id, 'code', department.code, 'name', department.name,
          'status', line.status) order by fold(department.name), department.code)
        from attachment_departments line join departments department on department.id = line.department_id
        where line.attachment_id = own.id
      ), '[]'),
      'departmentsToAskFor', coalesce((
        select json_agg(json_build_object('id', department.id, 'code', department.code, 'name', department.name)
          order by fold(department.name), department.code)
        from departments department
        where own.status = 'pending' and structure.identifier_type <> 'PARTICULIER'
          and department.structure_id = structure.id and department.valid_from <= ${today}::date
          and (department.valid_until is null or department.valid_until >= ${today}::date)
      ), '[]'),
      'managers', coalesce((
        select json_agg(${nameFor(status, sql`person`)} order by manager.role, fold(person.family_name), person.id)
        from attachments manager join accounts person on person.id = manager.account_id
        where manager.structure_id = structure.id and manager.status = 'approved' and manager.role <> 'member'
          and person.status = 'active'
          and (structure.identifier_type <> 'PARTICULIER' or ${status} in ('approved', 'suspended'))
      ), '[]'),
      'isManaged', exists (
        select from attachments manager join accounts person on person.id = manager.account_id
        where manager.structure_id = structure.id and manager.status = 'approved' and manager.role <> 'member'
          and person.status = 'active'
      ),
      'history', coalesce((
        select json_agg(json_build_object('id', line.id, 'kind', line.kind, 'happenedAt', line.happened_at,
          'reason', line.reason, 'by', ${doneByFor(status, { doer: sql`doer`, owner: sql`own.account_id` })}
        ) order by line.happened_at, line.id)
        from structure_history line left join accounts doer on doer.id = line.actor_id
        where line.target_id = own.id
      ), '[]')
    ) as page
    from attachments own join structures structure on structure.id = own.structure_id
    where own.id = ${attachmentId} and own.account_id = ${actor.accountId}`);
  const page = rows[0]?.page;
  if (!page) return null;
  return {
    ...page,
    requestedAt: new Date(page.requestedAt),
    decidedAt: page.decidedAt === null ? null : new Date(page.decidedAt),
    history: page.history.map((line) => ({ ...line, happenedAt: new Date(line.happenedAt) })),
  };
}
