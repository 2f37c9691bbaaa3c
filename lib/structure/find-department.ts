import { and, eq, sql } from "drizzle-orm";
import { departments } from "@/drizzle/schema/structure";
import type { Context } from "@/lib/platform/context";
import type { Department } from "./department";
import type { Permit } from "./permit";

/** A department with what its page must know: who saved it last, and whether anybody was ever tied to it. */
export interface DepartmentSheet extends Department {
  used: boolean;
  lastSave: { at: Date; by: string | null } | null;
}

/** One department of the structure, or null: another structure's is as if it did not exist (SEC-61). */
export async function findDepartment(
  ctx: Context,
  permit: Permit<"view-sheet">,
  departmentId: string,
): Promise<DepartmentSheet | null> {
  const [row] = await ctx.db
    .select({
      department: departments,
      used: departmentIsUsed(),
      lastSave: sql<{ at: string; by: string | null } | null>`(
        select json_build_object('at', event.at, 'by', person.given_name || ' ' || person.family_name)
        from audit_events event left join accounts person on person.id = event.actor_id
        where event.target_id = departments.id and event.kind in ('department-added', 'department-updated')
        order by event.at desc, event.position desc limit 1)`,
    })
    .from(departments)
    .where(and(eq(departments.id, departmentId), eq(departments.structureId, permit.structureId)));
  if (!row) return null;
  const { department, used, lastSave } = row;
  return { ...department, used, lastSave: lastSave && { at: new Date(lastSave.at), by: lastSave.by } };
}

/** Whether an attachment or a subscription was ever for it, ended ones included. */
export function departmentIsUsed() {
  return sql<boolean>`(
    exists (select from attachment_departments line where line.department_id = departments.id)
    or exists (select from subscriptions subscription where subscription.department_id = departments.id
      and subscription.structure_id = departments.structure_id)
  )`;
}
