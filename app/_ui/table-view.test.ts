import { expect, test } from "vitest";
import { arrange, readTableView, type TableView, tableHref } from "./table-view";

const columns = { sortable: ["name", "town"] } as const;
const view: TableView = { sort: "name", descending: false, page: 1, pageSize: 5 };

test.each([
  [{}, view],
  [
    { tri: "-town", page: "3", lignes: "20" },
    { sort: "town", descending: true, page: 3, pageSize: 20 },
  ],
  [{ tri: "password", page: "0", lignes: "1000" }, view],
  [{ tri: "--town", page: "-1", lignes: "" }, view],
  [
    { tri: ["town", "name"], page: ["2", "9"] },
    { ...view, sort: "town", page: 2 },
  ],
  [{ page: "99999999999" }, view],
])("R-304 · the address %j shows a known column, page and size", (query, expected) => {
  expect(readTableView(query, columns)).toEqual(expected);
});

test("R-304 · the address of a view reads back as that view, and keeps the search", () => {
  const wanted: TableView = { sort: "town", descending: true, page: 2, pageSize: 50 };
  const href = tableHref("/structures-publiques", wanted, { recherche: "l'île & co" });
  const query = Object.fromEntries(new URL(href, "https://portal.example").searchParams);
  expect(readTableView(query, columns)).toEqual(wanted);
  expect(query.recherche).toBe("l'île & co");
});

test("R-1207 · somebody reads a list in French order, whatever the case and the accents", () => {
  const names = ["zoé", "Éric", "eric 10", "eric 2", "ANNE"];
  const shown = (changes: Partial<TableView>) => arrange(names, { ...view, ...changes }, (name) => name);
  expect(shown({})).toEqual(["ANNE", "Éric", "eric 2", "eric 10", "zoé"]);
  expect(shown({ descending: true })[0]).toBe("zoé");
});

test("R-304 · somebody who asks for a page beyond the end sees the last one", () => {
  const twelve = Array.from({ length: 12 }, (_, index) => `line ${index + 1}`);
  expect(arrange(twelve, { ...view, page: 9 }, (line) => line)).toEqual(["line 11", "line 12"]);
  expect(arrange([], { ...view, page: 9 }, (line: string) => line)).toEqual([]);
});
