import { expect, expectAccessible, test } from "./support/test";

const publicPages = ["/", "/connexion", "/inscription", "/renvoi-activation", "/structures-publiques"];

test("S-01 · a visitor finds both ways in, the public search and the support", { tag: ["@phone", "@no-js"] }, async ({
  page,
}) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Bienvenue sur le portail Attache");
  await expect(page.getByText("Ce service est entièrement gratuit.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Se connecter" })).toBeVisible();
  await expect(page.getByLabel("Numéro de SIRET")).toBeVisible();
  for (const name of [
    "Je n'ai pas de numéro de SIRET",
    "Créer un compte",
    "Renvoyer le courriel d'activation",
    "Rechercher une structure publique",
  ]) {
    await expect(page.getByRole("main").getByRole("link", { name })).toBeVisible();
  }
  await expect(
    page.getByRole("contentinfo").getByText("Site de démonstration, sans lien avec un service de l'État."),
  ).toBeVisible();
});

for (const path of publicPages) {
  test(`A11Y-34 · axe finds nothing on ${path}`, { tag: "@phone" }, async ({ page }) => {
    await page.goto(path);
    await expectAccessible(page);
  });

  test(`A11Y-17 · ${path} fits a window of 320 pixels`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto(path);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });

  test(`A11Y-01 · ${path} has its language, one h1 and a title of its own`, { tag: "@no-js" }, async ({ page }) => {
    await page.goto(path);
    await expect(page.locator("html")).toHaveAttribute("lang", "fr");
    await expect(page.locator("h1")).toHaveCount(1);
    await expect(page).toHaveTitle(/^\S.* - Attache$/);
  });
}

test("A11Y-01 · no two public pages share a title", async ({ request }) => {
  const titles = await Promise.all(
    publicPages.map(async (path) => /<title>(.*?)<\/title>/.exec(await (await request.get(path)).text())?.[1]),
  );
  expect(new Set(titles).size).toBe(publicPages.length);
});

test("R-1209 · a visitor changes the language, and the next page keeps it", { tag: ["@phone", "@no-js"] }, async ({
  page,
}) => {
  await page.goto("/");
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.goto("/connexion");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
});

test("a visitor who lost his way is told so, with the way home", { tag: "@no-js" }, async ({ page, complaints }) => {
  complaints.expectComplaint(/status of 404/);
  const answer = await page.goto("/nulle-part");
  expect(answer?.status()).toBe(404);
  await expect(page.locator("h1")).toHaveCount(1);
  await page
    .getByRole("main")
    .getByRole("link", { name: /accueil/i })
    .click();
  await expect(page).toHaveURL(/\/$/);
});

test("A11Y-14 · the first stop of the keyboard skips to the content", async ({ page }) => {
  await page.goto("/");
  await page.keyboard.press("Tab");
  const skip = page.locator(":focus");
  await expect(skip).toHaveAttribute("href", /^#/);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#/);
});
