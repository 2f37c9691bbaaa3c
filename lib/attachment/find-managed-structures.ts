import { type SQL, sql } from "drizzle-orm";
import type { structureStatus } from "@/drizzle/schema/structure";
import type { AsJson } from "@/lib/platform/as-json";
import { dayInParis } from "@/lib/platform/calendar";
import type { Context } from "@/lib/platform/context";
import { searchWords } from "@/lib/platform/search-words";
import type { IdentifierType } from "@/lib/structure/identifier";
import type { Actor } from "./actor";
import { linesBefore, structuresManagedBy } from "./desk-scope";

/** A line of "Mes structures" (R-903). No department: the default one alone. */
export interface ManagedStructure {
  structureId: string;
  identifierType: IdentifierType;
  identifier: string;
  legalName: string;
  label: string | null;
  status: (typeof structureStatus.enumValues)[number];
  createdAt: Date;
  departments: string[];
}

export const structureSorts = ["legalName", "identifier", "createdAt", "departments"] as const;

/** Which of them, in which order. */
export interface ManagedStructureSearch {
  query: string;
  sort: (typeof structureSorts)[number];
  descending: boolean;
  page: number;
  pageSize: number;
}

/** "Mes structures": those that the actor manages at this moment, with the departments used today (R-903). */
export async function findManagedStructures(
  ctx: Context,
  actor: Actor,
  search: ManagedStructureSearch,
): Promise<{ total: number; structures: ManagedStructure[] }> {
  const today = dayInParis(ctx.now());
  const direction = search.descending ? sql`desc` : sql`asc`;
  const words = searchWords(search.query).map((word) => sql`structure.search_text like '%' || fold(${word}) || '%'`);
  const { rows } = await ctx.db.execute<{ total: string; structures: AsJson<ManagedStructure>[] }>(sql`
    with found as (
      select structure.id, structure.identifier_type, structure.identifier, structure.legal_name, structure.label,
        structure.status, structure.created_at, (
          select json_agg(department.name || ' (' || department.code || ')' order by fold(department.name))
          from departments department
          where department.structure_id = structure.id and department.valid_from <= ${today}::date
            and (department.valid_until is null or department.valid_until >= ${today}::date)
        ) as departments
      from structures structure
      where structure.id in (${structuresManagedBy(actor)})
        ${words.length > 0 ? sql`and ${sql.join(words, sql` and `)}` : sql``}
    )
    select (select count(*) from found) as total, coalesce((
      select json_agg(json_build_object(
        'structureId', line.id, 'identifierType', line.identifier_type, 'identifier', line.identifier,
        'legalName', line.legal_name, 'label', line.label, 'status', line.status, 'createdAt', line.created_at,
        'departments', coalesce(line.departments, '[]')
      ) order by line.place)
      from (
        select *, row_number() over (order by ${columns[search.sort]} ${direction}, id) as place
        from found order by place limit ${search.pageSize} offset ${linesBefore(search, sql`found`)}
      ) line
    ), '[]') as structures`);
  const found = rows[0];
  return {
    total: Number(found?.total ?? 0),
    structures: (found?.structures ?? []).map((line) => ({ ...line, createdAt: new Date(line.createdAt) })),
  };
}

const columns: Record<ManagedStructureSearch["sort"], SQL> = {
  legalName: sql`fold(legal_name)`,
  identifier: sql`identifier`,
  createdAt: sql`created_at`,
  departments: sql`fold(departments ->> 0)`,
};
