import { queryValue } from "@/app/_ui/query-value";
import { namesOf, readTableView, type TableView } from "@/app/_ui/table-view";
import { type WaitingSearch, waitingSorts } from "@/lib/attachment/find-waiting-requests";
import { typedSearch } from "@/lib/platform/typed-search";

type Query = Record<string, string | string[] | undefined>;

/** One of the two tables of a page, as the address asks for it. */
export interface AskedView {
  view: TableView;
  search: WaitingSearch;
  /** The name of its search in the address. */
  searchName: string;
  /** What the address says of this table, for the links of the other one. */
  kept: Record<string, string>;
}

/** Reads what the address says of the table with that prefix. */
export function askedView(query: Query, prefix: string): AskedView {
  const view = readTableView(query, { sortable: waitingSorts, prefix });
  const searchName = `${prefix}recherche`;
  const typed = query[searchName];
  const text = typedSearch(queryValue(typed));
  const { page, pageSize, descending } = view;
  const sort = waitingSorts.find((key) => key === view.sort) ?? "requestedAt";
  return {
    view,
    searchName,
    search: { query: text, sort, descending, page, pageSize },
    kept: { ...(text && { [searchName]: text }), ...namesOf(view), [`${prefix}page`]: String(page) },
  };
}
