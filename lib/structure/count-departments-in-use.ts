import { sql } from "drizzle-orm";
import { dayInParis } from "@/lib/platform/calendar";
import type { Context } from "@/lib/platform/context";

/** How many of these departments are that structure's own and in use today: fewer than asked, and one is not. */
export async function countDepartmentsInUse(
  ctx: Context,
  { structureId, departmentIds }: { structureId: string; departmentIds: string[] },
): Promise<number> {
  if (departmentIds.length === 0) return 0;
  const today = dayInParis(ctx.now());
  const { rows } = await ctx.db.execute<{ count: string }>(sql`
    select count(*) from departments department
    where department.structure_id = ${structureId}
      and department.id in (select value::uuid from json_array_elements_text(${JSON.stringify(departmentIds)}::json))
      and department.valid_from <= ${today}::date
      and (department.valid_until is null or department.valid_until >= ${today}::date)`);
  return Number(rows[0]?.count);
}
