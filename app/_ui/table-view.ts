import { queryValue } from "./query-value";

/** How many lines a page of a table may have. */
export const pageSizes = [5, 10, 20, 50] as const;
export type PageSize = (typeof pageSizes)[number];

/** What part of a table is shown, and in which order. */
export interface TableView {
  sort: string;
  descending: boolean;
  page: number;
  pageSize: PageSize;
  /** Put before the names in the address, where a page has two tables. */
  prefix?: string;
}

type Query = Record<string, string | string[] | undefined>;

/** The view that an address asks for; what it does not say, or says oddly, is the table's own (R-304, SEC-84). */
export function readTableView(
  query: Query,
  {
    sortable,
    pageSize = 5,
    prefix = "",
    descending = false,
  }: {
    sortable: readonly [string, ...string[]];
    pageSize?: PageSize;
    prefix?: string;
    /** Whether the table's own order, by its first sortable column, is the newest or highest first. */
    descending?: boolean;
  },
): TableView {
  const [, minus, wanted] = /^(-?)([\w-]+)$/.exec(queryValue(query[`${prefix}tri`])) ?? [];
  const sort = sortable.find((key) => key === wanted);
  const page = Number(/^[1-9]\d{0,5}$/.exec(queryValue(query[`${prefix}page`]))?.[0] ?? 1);
  const size = pageSizes.find((known) => String(known) === queryValue(query[`${prefix}lignes`])) ?? pageSize;
  return {
    sort: sort ?? sortable[0],
    descending: sort === undefined ? descending : minus === "-",
    page,
    pageSize: size,
    ...(prefix && { prefix }),
  };
}

/** The address of a view; `keep` is what else the address says, a search for instance. */
export function tableHref(path: string, view: TableView, keep: Record<string, string> = {}): string {
  const query = new URLSearchParams({ ...keep, ...namesOf(view), [`${view.prefix ?? ""}page`]: String(view.page) });
  return `${path}?${query}`;
}

/** A view without its page, as the address names it. */
export function namesOf({ sort, descending, pageSize, prefix = "" }: TableView): Record<string, string> {
  return { [`${prefix}tri`]: descending ? `-${sort}` : sort, [`${prefix}lignes`]: String(pageSize) };
}

/** The lines of one page, for lists short enough to be sorted here: French order, case and accents aside (R-1207). */
export function arrange<Row>(rows: readonly Row[], view: TableView, textOf: (row: Row, key: string) => string): Row[] {
  const { compare } = new Intl.Collator("fr", { sensitivity: "base", numeric: true });
  const ordered = rows.toSorted((one, other) => compare(textOf(one, view.sort), textOf(other, view.sort)));
  if (view.descending) ordered.reverse();
  const from = (pageWithin(view, rows.length) - 1) * view.pageSize;
  return ordered.slice(from, from + view.pageSize);
}

/** The page that is really shown: the last one when the address asks for one beyond. */
export function pageWithin({ page, pageSize }: TableView, total: number): number {
  return Math.min(page, pageCount(pageSize, total));
}

/** How many pages there are; an empty table has one. */
export function pageCount(pageSize: PageSize, total: number): number {
  return Math.max(1, Math.ceil(total / pageSize));
}
