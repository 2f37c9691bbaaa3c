import { type SQL, sql } from "drizzle-orm";
import { identifierType } from "@/drizzle/schema/structure";
import type { Context } from "@/lib/platform/context";
import { searchWords } from "@/lib/platform/search-words";
import { typedSearch } from "@/lib/platform/typed-search";
import { canonicalText, type IdentifierType } from "@/lib/structure/identifier";
import type { Administrator } from "./administrator";
import {
  type BoundedList,
  type BoundedListRow,
  boundedListOf,
  boundedListQuery,
  boundedRows,
  type ListPage,
  momentOf,
} from "./bounded-list";
import { isCandidate } from "./find-candidates";

/** A structure whose primary manager support may have to name (R-509, SEC-68). */
export interface VacantSeat {
  structureId: string;
  identifierType: IdentifierType;
  identifier: string;
  legalName: string;
  /** Null: somebody holds the role, and support was asked to look into it. */
  vacantSince: Date | null;
  /** How many active accounts belong to it: the next manager may be one of them. */
  people: number;
  /** Somebody belongs to it or asks to, and this administrator may propose him. */
  hasCandidate: boolean;
  /** The open proposal; null: none. */
  appointmentId: string | null;
}

/** The columns one may sort by, the usual one first: the longest vacancy. */
export const seatSorts = ["vacantSince", "identifier", "legalName", "people"] as const;
export type SeatSort = (typeof seatSorts)[number];

export interface SeatSearch extends ListPage<SeatSort> {
  /** Words of a vacant structure, or the exact identifier of any; empty: all the vacant ones. */
  text: string;
}

/** The active structures without a primary manager, and the one whose exact identifier was typed, in one statement. */
export async function findVacantSeats(
  ctx: Context,
  administrator: Administrator,
  search: SeatSearch,
): Promise<BoundedList<VacantSeat>> {
  const direction = search.descending ? sql`desc` : sql`asc`;
  const found = searchWords(search.text).map((word) => sql`and search_text like '%' || fold(${word}) || '%'`);
  const identifier = canonicalText(typedSearch(search.text));
  const { rows } = await ctx.db.execute<BoundedListRow<Row>>(
    boundedListQuery({
      ...search,
      matching: sql`
        select structure.id as "structureId", structure.identifier_type as "identifierType", structure.identifier,
          structure.legal_name as "legalName", structure.manager_vacant_since as "vacantSince",
          (
            select count(*) from attachments own join accounts acting on acting.id = own.account_id
            where own.structure_id = structure.id and own.status = 'approved' and acting.status = 'active'
          ) as people,
          exists (
            select from attachments own join accounts person on person.id = own.account_id
            where own.structure_id = structure.id and ${isCandidate(administrator)}
          ) as "hasCandidate",
          (
            select id from appointments where structure_id = structure.id and decided_at is null
          ) as "appointmentId"
        from (
          (
            select * from structures
            where manager_vacant_since is not null and status = 'active' ${sql.join(found, sql` `)}
            order by manager_vacant_since ${boundedRows}
          )
          union
          (
            select * from structures
            where identifier_type in (${sql.join(
              identifierType.enumValues.map((type) => sql`${type}`),
              sql`, `,
            )}) and identifier = ${identifier} and status = 'active'
          )
        ) structure
        order by structure.manager_vacant_since nulls first, structure.id ${boundedRows}`,
      order: sql`${orders[search.sort]} ${direction} nulls first, "structureId"`,
    }),
  );
  return boundedListOf(rows[0], ({ vacantSince, people, ...seat }: Row) => ({
    ...seat,
    vacantSince: momentOf(vacantSince),
    people: Number(people),
  }));
}

type Row = Omit<VacantSeat, "vacantSince" | "people"> & { vacantSince: string | null; people: string | number };

const orders: Record<SeatSort, SQL> = {
  vacantSince: sql`"vacantSince"`,
  identifier: sql`identifier`,
  legalName: sql`fold("legalName")`,
  people: sql`people`,
};
