import { queryValue } from "@/app/_ui/query-value";
import { readTableView, type TableView } from "@/app/_ui/table-view";
import { type MemberSearch, type MemberSort, memberSorts } from "@/lib/attachment/listed-member";
import { typedSearch } from "@/lib/platform/typed-search";

type Query = Record<string, string | string[] | undefined>;

/** What an address asks of a users table. */
export interface AskedMembers {
  search: MemberSearch;
  view: TableView;
  /** What pages and columns must go on saying. */
  keep: Record<string, string>;
}

const statuses = { valide: "approved", desactive: "suspended" } as const;
/** The states one can search by, as the address names them. */
export const statusNames = Object.keys(statuses) as (keyof typeof statuses)[];

/** Reads the search, the order and the page of a users table from its address; odd words mean nothing. */
export function readMemberSearch(query: Query, sortable: readonly [MemberSort, ...MemberSort[]]): AskedMembers {
  const view = readTableView(query, { sortable, pageSize: 10 });
  const text = typedSearch(queryValue(query.recherche));
  const status = statusNames.find((name) => name === query.statut);
  return {
    view,
    keep: { ...(text && { recherche: text }), ...(status && { statut: status }) },
    search: {
      ...view,
      text,
      status: status ? statuses[status] : null,
      sort: memberSorts.find((sort) => sort === view.sort) ?? "familyName",
    },
  };
}

/** The columns by which the users of one structure are sorted: all but the structure. */
export const sortsOfOneStructure = memberSorts.filter((sort) => sort !== "designation") as [
  MemberSort,
  ...MemberSort[],
];
