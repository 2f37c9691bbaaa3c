import { type SQL, sql } from "drizzle-orm";

/** However many rows answer, no more are listed: support narrows its search instead of leafing through a million. */
export const MOST_LISTED = 1000;

/** Which part of a list is shown, and in which order. */
export interface ListPage<Sort extends string> {
  sort: Sort;
  descending: boolean;
  page: number;
  pageSize: number;
}

/** A page of a list; `more`: there are more than `total`, which is then the most that is listed. */
export interface BoundedList<Row> {
  rows: Row[];
  total: number;
  more: boolean;
}

/** What the database answers to `boundedListQuery`. */
export interface BoundedListRow<Row> {
  [column: string]: unknown;
  found: string | number;
  rows: Row[];
}

/**
 * One statement for a page of a list that has no end: the newest of what answers are taken, along an index, and only those
 * are counted and sorted. `matching` selects at most `MOST_LISTED + 1` rows, in the order that says which are taken.
 */
export function boundedListQuery({
  matching,
  order,
  page,
  pageSize,
}: {
  matching: SQL;
  /** How what was taken is sorted, by the names of `matching`. */
  order: SQL;
  page: number;
  pageSize: number;
}): SQL {
  return sql`
    with matching as materialized (${matching}),
    listed as (
      select *, row_number() over (order by ${order}) as place
      from (select * from matching limit ${MOST_LISTED}::bigint) taken
    ), shown as (
      select * from listed order by place limit ${pageSize}::bigint offset (
        select greatest(0, least(${page - 1}::bigint, (count(*) - 1) / ${pageSize}::bigint)) * ${pageSize}::bigint
        from listed)
    )
    select (select count(*) from matching) as found,
      coalesce((select json_agg(shown order by place) from shown), '[]') as rows`;
}

/** How many rows `matching` selects: one more than is listed, to know that there are more. */
export const boundedRows = sql`limit ${MOST_LISTED + 1}::bigint`;

/** The list that the database answered. */
export function boundedListOf<From, Row>(
  answer: BoundedListRow<From> | undefined,
  rowOf: (row: From) => Row,
): BoundedList<Row> {
  const found = Number(answer?.found ?? 0);
  return { rows: (answer?.rows ?? []).map(rowOf), total: Math.min(found, MOST_LISTED), more: found > MOST_LISTED };
}

/** A moment as JSON carries it. */
export function momentOf(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
