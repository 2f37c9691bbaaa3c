import { type SQL, sql } from "drizzle-orm";
import { dayInParis } from "@/lib/platform/calendar";
import type { Context } from "@/lib/platform/context";
import { searchWords } from "@/lib/platform/search-words";
import { typedSearch } from "@/lib/platform/typed-search";
import type { IdentifierType } from "./identifier";

/** One line of S-17: what an issuer must know before invoicing a public body (R-804, R-805). */
export interface PublicStructure {
  id: string;
  designation: string;
  identifierType: IdentifierType;
  identifier: string;
  city: string;
  requires: { departmentCode: boolean; commitmentNumber: boolean; commitmentOrDepartment: boolean };
  departments: { code: string; name: string }[];
}

/** Which page of the answer, in which order. */
export interface PublicSearch {
  query: string;
  sort: "designation" | "identifier" | "city";
  descending: boolean;
  page: number;
  pageSize: number;
}

/** Shorter searches would match nearly everything. */
export const SHORTEST_SEARCH = 2;

/**
 * The rows of active public bodies by identifier, name, postcode or town, whatever the case and accents (R-805, R-1207);
 * null: the search is too short.
 */
export function publicMatches(query: string): SQL | null {
  if (typedSearch(query).length < SHORTEST_SEARCH) return null;
  const words = searchWords(query).map((word) => sql`s.search_text like '%' || fold(${word}) || '%'`);
  return sql`
    select s.* from structures s
    where s.sector = 'public' and s.status = 'active' and ${sql.join(words, sql` and `)}`;
}

/** One of these rows, named `page`, as a `PublicStructure` on that day. */
export function publicLine(today: string): SQL {
  return sql`json_build_object(
    'id', page.id, 'designation', coalesce(page.label, page.legal_name),
    'identifierType', page.identifier_type, 'identifier', page.identifier, 'city', page.city,
    'requires', json_build_object(
      'departmentCode', page.department_code_required,
      'commitmentNumber', page.commitment_number_required,
      'commitmentOrDepartment', page.commitment_or_department_required),
    'departments', coalesce((
      select json_agg(json_build_object('code', d.code, 'name', d.name) order by d.code)
      from departments d
      where d.structure_id = page.id and d.valid_from <= ${today}::date
        and (d.valid_until is null or d.valid_until >= ${today}::date)
    ), '[]'))`;
}

/** What the designation is sorted by. */
export const foldedDesignation = sql`fold(coalesce(label, legal_name))`;

/** One page of what a search finds among the public bodies. */
export async function findPublicStructures(
  ctx: Context,
  search: PublicSearch,
): Promise<{ total: number; structures: PublicStructure[] }> {
  const matches = publicMatches(search.query);
  if (!matches) return { total: 0, structures: [] };

  const direction = search.descending ? sql`desc` : sql`asc`;
  const { rows } = await ctx.db.execute<{ total: string; structures: PublicStructure[] | null }>(sql`
    with found as (${matches}), page as (
      select row_number() over (order by ${columns[search.sort]} ${direction}, id) as position, * from found
      order by position limit ${search.pageSize} offset ${(search.page - 1) * search.pageSize}
    )
    select (select count(*) from found) as total, (
      select json_agg(${publicLine(dayInParis(ctx.now()))} order by page.position) from page
    ) as structures`);
  const answer = rows[0];
  return { total: Number(answer?.total ?? 0), structures: answer?.structures ?? [] };
}

const columns: Record<PublicSearch["sort"], SQL> = {
  designation: foldedDesignation,
  identifier: sql`identifier`,
  city: sql`fold(city)`,
};
