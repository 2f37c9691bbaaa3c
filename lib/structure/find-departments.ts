import { type SQL, sql } from "drizzle-orm";
import { dayInParis } from "@/lib/platform/calendar";
import type { Context } from "@/lib/platform/context";
import { typedSearch } from "@/lib/platform/typed-search";
import type { DepartmentState } from "./department";
import type { Permit } from "./permit";

/** One line of "Services"; without id and code, the default one, which always exists. */
export interface DepartmentLine {
  id: string | null;
  code: string | null;
  name: string | null;
  validFrom: string | null;
  validUntil: string | null;
  state: DepartmentState;
}

/** Which page of the table, in which order. */
export interface DepartmentView {
  query: string;
  sort: DepartmentSort;
  descending: boolean;
  page: number;
  pageSize: number;
}

/** What the table can be sorted by. */
export const departmentSorts = ["code", "name", "validFrom", "validUntil", "state"] as const;
export type DepartmentSort = (typeof departmentSorts)[number];

/** The departments of a structure but the default one, and where each stands on that day; conditions may follow. */
export function departmentsOf({ structureId }: Permit<"view-sheet">, today: string): SQL {
  return sql`
    select id, code, name, valid_from, valid_until,
      case when valid_from > ${today}::date then 'upcoming'
        when valid_until < ${today}::date then 'closed' else 'current' end as state
    from departments where structure_id = ${structureId}`;
}

/** One row of them as a `DepartmentLine`. */
export const departmentLine = sql`json_build_object('id', id, 'code', code, 'name', name, 'validFrom', valid_from,
  'validUntil', valid_until, 'state', state)`;

/**
 * One page of the departments of a structure, searched by code and name, in one statement. The default one stands first,
 * whatever the order, and is no answer to a search.
 */
export async function findDepartments(
  ctx: Context,
  permit: Permit<"view-sheet">,
  view: DepartmentView,
): Promise<{ total: number; departments: DepartmentLine[] }> {
  const today = dayInParis(ctx.now());
  const words = typedSearch(view.query).replace(/[\\%_]/g, "\\$&");
  const direction = view.descending ? sql`desc nulls last` : sql`asc nulls first`;
  const { rows } = await ctx.db.execute<{ total: string | number; departments: DepartmentLine[] }>(sql`
    with found as (
      ${departmentsOf(permit, today)}
        and (${words} = '' or fold(code || ' ' || name) like '%' || fold(${words}) || '%')
      union all
      select null, null, null, null, null, 'current' where ${words} = ''
    ), page as (
      select row_number() over (order by id is not null, ${columns[view.sort]} ${direction}, code) as position, *
      from found order by position limit ${view.pageSize} offset ${(view.page - 1) * view.pageSize}
    )
    select (select count(*) from found) as total, coalesce((
      select json_agg(${departmentLine} order by position) from page
    ), '[]') as departments`);
  const answer = rows[0];
  return { total: Number(answer?.total ?? 0), departments: answer?.departments ?? [] };
}

const columns: Record<DepartmentSort, SQL> = {
  code: sql`fold(code)`,
  name: sql`fold(name)`,
  validFrom: sql`valid_from`,
  validUntil: sql`valid_until`,
  state: sql`state`,
};
