import { sql } from "drizzle-orm";
import { z } from "zod";
import { dayInParis } from "@/lib/platform/calendar";
import type { Context } from "@/lib/platform/context";
import { type DepartmentLine, departmentLine, departmentsOf } from "@/lib/structure/find-departments";
import type { Permit } from "@/lib/structure/permit";
import { type CursorPage, cutPage } from "./cursor-page";

/** The place of a department in the order of codes, which are unique in a structure; null: the default one. */
export const departmentPosition = z.strictObject({ code: z.string().nullable() });
type DepartmentPosition = z.output<typeof departmentPosition>;

/** It always exists, has no row and stands first. */
const defaultDepartment: DepartmentLine = {
  id: null,
  code: null,
  name: null,
  validFrom: null,
  validUntil: null,
  state: "current",
};

/** The departments of one structure after that place, by code: as its sheet shows them. */
export async function findDepartmentsAfter(
  ctx: Context,
  permit: Permit<"view-sheet">,
  { after, limit }: { after: DepartmentPosition | null; limit: number },
): Promise<CursorPage<DepartmentLine, DepartmentPosition>> {
  const code = after?.code ?? null;
  const goesOn = code === null ? sql`` : sql`and (fold(code), code) > (fold(${code}), ${code})`;
  const { rows } = await ctx.db.execute<{ line: DepartmentLine }>(sql`
    with page as (
      ${departmentsOf(permit, dayInParis(ctx.now()))} ${goesOn} order by fold(code), code limit ${limit + 1}
    )
    select ${departmentLine} as line from page order by fold(code), code`);
  const found = rows.map(({ line }) => line);
  return cutPage(after ? found : [defaultDepartment, ...found], limit, (line) => ({ code: line.code }));
}
