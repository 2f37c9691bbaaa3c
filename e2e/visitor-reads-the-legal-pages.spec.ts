import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/expect-accessible";
import { expectForEveryone } from "./support/expect-for-everyone";
import { aHouse } from "./support/house";
import { anAccountAt } from "./support/known-structures";
import { signInByCookie } from "./support/people";
import { sentencesIn } from "./support/sentences";
import { expect, test } from "./support/test";

/** Each page with the key of its title in the catalogue. */
const pages = {
  "/plan-du-site": "siteMap",
  "/mentions-legales": "notice",
  "/donnees-personnelles": "privacy",
  "/accessibilite": "accessibility",
  "/conditions-generales": "terms",
  "/notes-de-version": "releases",
} as const;

const footer = [
  ["Plan du site", "/plan-du-site"],
  ["Mentions légales", "/mentions-legales"],
  ["Données personnelles", "/donnees-personnelles"],
  ["Accessibilité", "/accessibilite"],
  ["Conditions générales d'utilisation", "/conditions-generales"],
  ["Nous contacter", "#aide"],
  ["Notes de version", "/notes-de-version"],
];

for (const [path, key] of Object.entries(pages)) {
  test(`A11Y-34, R-303 · ${path} is for everyone`, async ({ page }) => {
    await page.goto(path);
    await expectForEveryone(page, sentencesIn("fr", "legal")[key].title);
  });

  test(`R-1209 · ${path} is whole in English`, { tag: ["@phone", "@no-js"] }, async ({ page }) => {
    await page.goto(path);
    await page.getByRole("button", { name: "English" }).click();
    const words = sentencesIn("en", "legal")[key];
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.title);
    await expect(page).toHaveTitle(`${words.title} - Attache`);
    for (const section of Object.values(words)) {
      if (typeof section === "object" && "title" in section && "body" in section) {
        await expect(page.getByRole("heading", { level: 2, name: section.title, exact: true })).toBeVisible();
      }
    }
    // What no setting filled in, or no sentence was found for, would show its bare name.
    await expect(page.getByRole("main")).not.toContainText(/[{}]|legal\.\w+\.|MISSING/);
    await expectAccessible(page);
  });
}

test("R-303, A11Y-26 · the footer has the same seven links, in the same order, on every screen", {
  tag: ["@phone", "@no-js"],
}, async ({ page, portal, person, context, complaints }) => {
  complaints.expectComplaint(/status of 404/);
  const expectFooter = async (path: string) => {
    await page.goto(path);
    const contentinfo = page.getByRole("contentinfo");
    const links = contentinfo.getByRole("navigation", { name: "Informations sur le site" }).getByRole("link");
    expect(await hrefsOf(links), `the footer of ${path}`).toEqual(footer);
    await expect(contentinfo.getByText("Site de démonstration, sans lien avec un service de l'État.")).toBeVisible();
    // Help stands before the links, at the foot of the page: nowhere else, whatever the screen holds.
    const parts = await contentinfo.locator("section#aide, nav").evaluateAll((found) => found.map(({ id }) => id));
    expect(parts).toEqual(["aide", ""]);
  };
  for (const path of ["/", "/connexion", "/inscription", "/accessibilite", "/nulle-part"]) await expectFooter(path);
  const account = await anAccountAt(portal, { email: person.email });
  await signInByCookie(context, portal, account);
  for (const path of ["/accueil", "/mon-compte", "/plan-du-site"]) await expectFooter(path);
});

test("R-303 · 'Nous contacter' leads to the address, the telephone and its hours", { tag: "@no-js" }, async ({
  page,
}) => {
  await page.goto("/mentions-legales");
  await page.getByRole("contentinfo").getByRole("link", { name: "Nous contacter" }).click();
  await expect(page).toHaveURL(/\/mentions-legales#aide$/);
  const help = page.getByRole("region", { name: /^Besoin d'aide/ });
  await expect(help).toBeInViewport();
  await expect(help.getByRole("link", { name: /@/ })).toHaveAttribute("href", /^mailto:/);
  await expect(help.getByRole("link", { name: /\d/ })).toHaveAttribute("href", /^tel:/);
});

test("R-303 · no link of these pages is dead, and each part that is named can be jumped to", async ({ page }) => {
  test.slow();
  const addresses = new Set<string>();
  for (const path of Object.keys(pages)) {
    await page.goto(path);
    for (const [, href = ""] of await hrefsOf(page.locator("main a, footer a"))) {
      if (href.startsWith("#")) await expect(page.locator(`[id="${href.slice(1)}"]`), `${path}${href}`).toHaveCount(1);
      else if (!/^(mailto|tel):/.test(href)) addresses.add(href);
    }
  }
  expect(addresses.size).toBeGreaterThan(10);
  for (const address of addresses) {
    expect(address, "the portal leads to itself only").toMatch(/^\/(?!\/)/);
    const answer = await page.request.get(address);
    expect(answer.status(), address).toBeLessThan(400);
  }
});

test("R-303, R-1202 · the site map shows each person the doors that open for him", async ({
  page,
  portal,
  context,
}) => {
  const house = await aHouse(portal);
  await page.goto("/plan-du-site");
  await expect(page.getByRole("heading", { level: 2 })).toHaveText([
    "Sans se connecter",
    "Informations sur le site",
    /./,
  ]);
  await expect(page.getByRole("main").getByRole("link", { name: "Mes sessions" })).toHaveCount(0);

  await signInByCookie(context, portal, house.member);
  await page.goto("/plan-du-site");
  const main = page.getByRole("main");
  await expect(main.getByRole("link", { name: "Tonnellerie Kerguelen" })).toHaveAttribute(
    "href",
    `/structures/${house.ids.structure}`,
  );
  await expect(main.getByRole("heading", { name: "Activités du gestionnaire" })).toHaveCount(0);
  await expect(main.getByRole("heading", { name: "Administration" })).toHaveCount(0);
  await expectForEveryone(page, "Plan du site");

  await context.clearCookies();
  await signInByCookie(context, portal, house.primaryManager);
  await page.goto("/plan-du-site");
  await expect(main.getByRole("heading", { name: "Activités du gestionnaire" })).toBeVisible();
  for (const [name = "", href = ""] of await hrefsOf(main.locator("a[href^='/']"))) {
    const answer = await page.request.get(href);
    expect(answer.status(), `${name}, ${href}`).toBeLessThan(400);
    expect(new URL(answer.url()).pathname, `${name} opens where it says`).toBe(href);
  }
});

test("R-308 · who registers reads the terms in a tab of their own, and loses nothing of what he typed", {
  tag: "@phone",
}, async ({ page, context, person }) => {
  await page.goto("/inscription");
  await page.locator('[name="email"]').fill(person.email);
  const opened = context.waitForEvent("page");
  await page.getByRole("link", { name: "Lire les conditions générales d'utilisation (nouvel onglet)" }).click();
  const terms = await opened;
  await expect(terms.getByRole("heading", { level: 1 })).toHaveText("Conditions générales d'utilisation");
  await expect(terms.getByText(/^Version 20\d\d-\d\d\./)).toBeVisible();
  await expect(page.locator('[name="email"]')).toHaveValue(person.email);
});

test("R-1204 · the cookies that a visitor gets are among those that the page tells", async ({ page, context }) => {
  await page.goto("/");
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.goto("/donnees-personnelles");
  const table = page.getByRole("table", { name: "The cookies of the portal" });
  const set = await context.cookies();
  expect(set.length).toBeGreaterThan(0);
  for (const { name } of set) await expect(table).toContainText(name.replace(/\.\d$/, ""));
});

/** What each link says, and where it leads. */
function hrefsOf(links: ReturnType<Page["locator"]>): Promise<string[][]> {
  return links.evaluateAll((found) =>
    found.map((link) => [link.textContent?.trim() ?? "", link.getAttribute("href") ?? ""]),
  );
}
