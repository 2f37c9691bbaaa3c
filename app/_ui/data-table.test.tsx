import { expect, test, vi } from "vitest";
import { pageHtml } from "@/lib/testing/read-page";
import { DataTable } from "./data-table";
import type { TableView } from "./table-view";

vi.mock("next-intl/server", () => import("@/lib/testing/read-page"));

const people = [
  { id: "1", name: "Anne Martin", city: "Rennes" },
  { id: "2", name: "Jean Petit", city: "Brest" },
];
const firstByName: TableView = { sort: "name", descending: false, page: 1, pageSize: 5 };

test("A11Y-20 · a table has its caption, a heading for each column, and each line the name it goes by", async () => {
  const html = await shown(firstByName);
  expect(tags(html, "table")).toHaveLength(1);
  expect(html).toMatch(/<table[^>]*><caption[^>]*>Mes collègues<\/caption>/);
  expect(tags(html, "th").map(({ scope }) => scope)).toEqual(["col", "col", "col", "row", "row"]);
  expect(html).toMatch(/<th[^>]* scope="row"[^>]*>Anne Martin<\/th>/);
  // Shown as blocks on a phone, a table stays a table to who hears it.
  expect(tags(html, "t(?:able|head|body|r|h|d)").every(({ role }) => role !== undefined)).toBe(true);
});

test("A11Y-20 · one column says how it is sorted, and a link turns it round or sorts by another one", async () => {
  const ascending = await shown(firstByName);
  expect(tags(ascending, "th").map((heading) => heading["aria-sort"])).toEqual([
    "ascending",
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  expect(linkTo(ascending, "Trier par Nom")).toBe("/collegues?tri=-name&lignes=5&page=1");
  expect(linkTo(ascending, "Trier par Ville")).toBe("/collegues?tri=city&lignes=5&page=1");
  const descending = await shown({ ...firstByName, descending: true, page: 2 });
  expect(tags(descending, "th")[0]?.["aria-sort"]).toBe("descending");
  expect(linkTo(descending, "Trier par Nom")).toBe("/collegues?tri=name&lignes=5&page=1");
  // Nothing is to be sorted by what one can do.
  expect(descending).toMatch(/<th[^>]*>Actions<\/th>/);
});

test("A11Y-20 · the pages stand in a navigation named after the table, which says where one is", async () => {
  const html = await shown({ ...firstByName, page: 2 });
  expect(tags(html, "nav").map((nav) => nav["aria-label"])).toEqual(["Pages du tableau : Mes collègues"]);
  expect(html).toMatch(/<span aria-current="page"[^>]*>Page 2 sur 3<\/span>/);
  expect(linkTo(html, "Première page")).toBe("/collegues?tri=name&lignes=5&page=1");
  expect(linkTo(html, "Page précédente")).toBe("/collegues?tri=name&lignes=5&page=1");
  expect(linkTo(html, "Page suivante")).toBe("/collegues?tri=name&lignes=5&page=3");
  expect(linkTo(html, "Dernière page")).toBe("/collegues?tri=name&lignes=5&page=3");
  expect(html).toMatch(/<label[^>]*>Lignes par page<select[^>]* name="lignes"/);
  expect(html).toContain("(12 lignes)");
});

test("A11Y-20 · at either end the way that leads nowhere is not to be heard", async () => {
  const first = await shown(firstByName);
  expect(linkTo(first, "Page précédente")).toBeNull();
  expect(linkTo(first, "Première page")).toBeNull();
  expect(linkTo(await shown({ ...firstByName, page: 3 }), "Page suivante")).toBeNull();
});

test("A11Y-20 · a table without lines is a sentence, and no empty grid", async () => {
  const html = await shown(firstByName, 0);
  expect(tags(html, "table")).toEqual([]);
  expect(html).toContain("Personne pour le moment.");
});

test("A11Y-20 · the column that names the line is its row heading wherever it stands, and what the name holds is not said twice on a card", async () => {
  const html = await pageHtml(async () => (
    <DataTable
      caption="Mes collègues"
      columns={[
        { key: "city", heading: "Ville", cell: ({ city }) => city },
        { key: "name", heading: "Nom", cell: ({ name }) => name, names: true },
        { key: "first", heading: "Prénom", cell: () => "Anne", inName: true },
      ]}
      rows={people}
      keyOf={({ id }) => id}
      view={firstByName}
      total={2}
      path="/collegues"
      empty=""
    />
  ));
  expect(html).toMatch(
    /<td[^>]*>Rennes<\/td><th[^>]* scope="row"[^>]* class="[^"]*cramped:order-first[^"]*"[^>]*>Anne Martin/,
  );
  expect(html).toMatch(/<td[^>]* class="[^"]*cramped:hidden[^"]*"[^>]*>Anne<\/td>/);
});

test("A11Y-20 · a cell without anything in it leaves no label on a card", async () => {
  const html = await pageHtml(async () => (
    <DataTable
      caption="Mes collègues"
      columns={[
        { key: "name", heading: "Nom", cell: ({ name }) => name },
        { key: "actions", heading: "Actions", cell: ({ id }) => (id === "1" ? <NoAction /> : "Voir") },
      ]}
      rows={people}
      keyOf={({ id }) => id}
      view={firstByName}
      total={2}
      path="/collegues"
      empty=""
    />
  ));
  expect(html).toMatch(/<td[^>]* class="[^"]*cramped:empty:hidden[^"]*"[^>]*><\/td>/);
});

async function NoAction() {
  return null;
}

async function shown(view: TableView, total = 12): Promise<string> {
  const html = await pageHtml(async () => (
    <DataTable
      caption="Mes collègues"
      columns={[
        { key: "name", heading: "Nom", cell: ({ name }) => name, sortable: true },
        { key: "city", heading: "Ville", cell: ({ city }) => city, sortable: true },
        { key: "actions", heading: "Actions", cell: () => "Voir" },
      ]}
      rows={people}
      keyOf={({ id }) => id}
      view={view}
      total={total}
      path="/collegues"
      empty="Personne pour le moment."
    />
  ));
  return html.replaceAll("&amp;", "&");
}

/** The attributes of each such tag, in the order of the page. */
function tags(html: string, name: string): Record<string, string>[] {
  return [...html.matchAll(new RegExp(`<${name}((?: [\\w-]+="[^"]*")*)>`, "g"))].map(([, attributes = ""]) =>
    Object.fromEntries([...attributes.matchAll(/ ([\w-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value])),
  );
}

/** Where the link of that name leads; null: there is none. */
function linkTo(html: string, name: string): string | null {
  const links = [...html.matchAll(/<a href="([^"]*)"[^>]*>(.*?)<\/a>/gs)];
  return links.find(([, , inside = ""]) => inside.replace(/<[^>]+>/g, "").trim() === name)?.[1] ?? null;
}
