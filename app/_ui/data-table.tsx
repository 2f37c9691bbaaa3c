// biome-ignore-all lint/a11y/noRedundantRoles: parts shown as blocks on a phone are no table any more to some readers
import { ArrowDown, ArrowUp, ArrowUpDown } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { EmptyState } from "./empty-state";
import { Pager } from "./pager";
import { SelectAll } from "./select-all";
import { pageWithin, type TableView, tableHref } from "./table-view";

/** One column: its name in the address, its heading, and what a line shows in it. */
export interface Column<Row> {
  key: string;
  heading: string;
  cell: (row: Row) => ReactNode;
  /** The column that names the line and heads its card, where it is not the first one. */
  names?: boolean;
  /** What it shows stands in the heading of the card already. */
  inName?: boolean;
  /** Columns of actions are not. */
  sortable?: boolean;
}

const stacked = "cramped:block";

/**
 * A table that the server sorts and cuts into pages: it works by its addresses alone (R-304, A11Y-20). One column
 * names the line, the first unless another one says so. Where it is cramped each line is a card headed by that name,
 * and a cell without anything in it is left out.
 */
export async function DataTable<Row>({
  caption,
  wide = false,
  columns,
  rows,
  keyOf,
  view,
  total,
  path,
  keep = {},
  empty,
  selection,
}: {
  caption: string;
  /** So many columns that a tablet shows cards as well. */
  wide?: boolean;
  columns: Column<Row>[];
  /** The lines of this page, already in order. */
  rows: Row[];
  keyOf: (row: Row) => string;
  view: TableView;
  /** How many lines there are on all pages. */
  total: number;
  path: string;
  /** What else the address must go on saying. */
  keep?: Record<string, string>;
  empty: ReactNode;
  /** A check box a line, sent with the form of that id under that name. */
  selection?: {
    formId: string;
    name: string;
    /** What is ticked, said with its object: "Sélectionner la demande de Anne Martin" (A11Y-21). */
    labelOf: (row: Row) => string;
    /** Lines that nothing can be done to have no box. */
    canSelect?: (row: Row) => boolean;
    /** "Tout sélectionner (cette page)". */
    allLabel: string;
  };
}) {
  if (total === 0) return typeof empty === "string" ? <EmptyState>{empty}</EmptyState> : empty;
  const shown = { ...view, page: pageWithin(view, total) };
  const naming = columns.find(({ names }) => names) ?? columns[0];
  return (
    <div className={`mt-4 ${wide ? "@container/wide-table" : "@container"}`}>
      <table role="table" className={`w-full text-left ${stacked}`}>
        <caption className="sr-only">{caption}</caption>
        <thead role="rowgroup" className={stacked}>
          <tr
            role="row"
            className="border-line border-b-2 cramped:flex cramped:flex-wrap cramped:gap-x-5 cramped:gap-y-1"
          >
            {selection ? (
              // No heading: without scripts it holds nothing, and an empty heading names nothing.
              <td role="cell" className="w-11 py-2 pr-2 cramped:w-full cramped:py-0">
                <SelectAll formId={selection.formId} name={selection.name} label={selection.allLabel} />
              </td>
            ) : null}
            {columns.map((column) => (
              <Heading key={column.key} column={column} view={shown} path={path} keep={keep} />
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" className={stacked}>
          {rows.map((row) => (
            <tr
              role="row"
              key={keyOf(row)}
              className="border-line border-b align-top cramped:grid cramped:grid-cols-[minmax(0,1fr)_auto] cramped:py-3"
            >
              {selection ? (
                <td
                  role="cell"
                  className="w-11 py-3 pr-2 cramped:col-start-2 cramped:row-start-1 cramped:w-auto cramped:py-0 cramped:pr-0"
                >
                  {selection.canSelect?.(row) === false ? null : (
                    <input
                      type="checkbox"
                      form={selection.formId}
                      name={selection.name}
                      value={keyOf(row)}
                      aria-label={selection.labelOf(row)}
                      className="size-6 accent-accent"
                    />
                  )}
                </td>
              ) : null}
              {columns.map((column) => {
                const isName = column === naming;
                const Cell = isName ? "th" : "td";
                return (
                  <Cell
                    key={column.key}
                    role={isName ? "rowheader" : "cell"}
                    scope={isName ? "row" : undefined}
                    data-label={column.heading}
                    className={`py-3 pr-3 tabular-nums cramped:wrap-anywhere cramped:py-0.5 ${
                      isName
                        ? "font-semibold cramped:order-first"
                        : "font-normal before:text-ink-soft cramped:col-span-full cramped:empty:hidden cramped:before:content-[attr(data-label)_var(--label-end)]"
                    } ${column.inName ? "cramped:hidden" : ""}`}
                  >
                    {column.cell(row)}
                  </Cell>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <Pager caption={caption} view={shown} total={total} path={path} keep={keep} />
    </div>
  );
}

async function Heading<Row>({
  column: { key, heading, sortable },
  view,
  path,
  keep,
}: {
  column: Column<Row>;
  view: TableView;
  path: string;
  keep: Record<string, string>;
}) {
  const t = await getTranslations("frame.table");
  if (!sortable) {
    return (
      <th role="columnheader" scope="col" className="py-2 pr-3 cramped:sr-only">
        {heading}
      </th>
    );
  }
  const sorted = view.sort === key;
  const next = { ...view, page: 1, sort: key, descending: sorted && !view.descending };
  const Icon = !sorted ? ArrowUpDown : view.descending ? ArrowDown : ArrowUp;
  return (
    <th
      role="columnheader"
      scope="col"
      aria-sort={!sorted ? undefined : view.descending ? "descending" : "ascending"}
      className="pr-3"
    >
      <a
        href={tableHref(path, next, keep)}
        // In the line of the words: a column may become as narrow as the longest of them, and the sign goes below.
        className="inline-block py-2.5 text-ink no-underline hover:underline"
      >
        <span className="sr-only">{t("sortBy")}</span>
        {heading} <Icon aria-hidden="true" size={18} className={`inline ${sorted ? "text-accent" : "text-ink-soft"}`} />
      </a>
    </th>
  );
}
