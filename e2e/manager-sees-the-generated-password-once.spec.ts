import type { Route } from "@playwright/test";
import { routes } from "@/lib/web/routes";
import { ask } from "./support/ask";
import { sessionCookieFor } from "./support/people";
import { askForUser, createdUser, managerOfTwo, shownPassword, signedInManager } from "./support/technical-user";
import { expect, test } from "./support/test";

for (const scripts of [true, false]) {
  test.describe(scripts ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled: scripts });

    test("R-1006 · an export that comes too late, or after the session, leaves the password on the screen", async ({
      page,
      portal,
      context,
      database,
    }) => {
      const { structure } = await signedInManager(portal, context);
      const password = await createdUser(page, structure);
      const tooLate = async () => {
        const answered = page.waitForResponse((response) => response.url().endsWith("/export"));
        await page.getByRole("button", { name: "Exporter les informations de connexion" }).click();
        expect((await answered).status()).toBe(204);
        await expect(page.getByRole("main")).toContainText(password);
        await expect(page).toHaveURL(new RegExp(`${routes.technicalSecret(structure.id)}$`));
      };
      await expect(page.getByRole("main")).toContainText(
        "Ensuite, le bouton est sans effet et cette page reste affichée.",
      );
      await database.query(
        `update shown_secrets set expires_at = now() where technical_account_id in
          (select id from technical_accounts where structure_id = $1)`,
        [structure.id],
      );
      await tooLate();
      await context.clearCookies();
      await tooLate();
    });
  });
}

test("R-1006, A11Y-13 · when the ten minutes are over the button goes, and the page says why", async ({
  page,
  portal,
  context,
}) => {
  const { structure } = await signedInManager(portal, context);
  await page.clock.install();
  const password = await createdUser(page, structure);
  const button = page.getByRole("button", { name: "Exporter les informations de connexion" });
  const sentence = page.locator("#export-until");
  await expect(sentence).toHaveRole("status");
  // Once more if the page's scripts had not begun to count.
  await expect(async () => {
    await button.focus();
    await page.clock.fastForward("10:05");
    await expect(sentence).toContainText("Le délai est passé : l'export n'est plus possible.", { timeout: 5_000 });
  }).toPass();
  await expect(button).toBeHidden();
  await expect(sentence).toBeFocused();
  await expect(page.getByRole("main")).toContainText(password);
});

test("SEC-81, R-1006 · passwords of two structures in two tabs: each tab shows and exports its own", async ({
  page,
  portal,
  context,
}) => {
  const { structure, second } = await managerOfTwo(portal, context);
  const other = await context.newPage();
  const shown = [
    { tab: page, structure, password: await createdUser(page, structure) },
    { tab: other, structure: second, password: await createdUser(other, second) },
  ];
  expect(shown[0]?.password).not.toBe(shown[1]?.password);
  for (const { tab, structure: its, password } of shown) {
    const download = tab.waitForEvent("download");
    await tab.getByRole("button", { name: "Exporter les informations de connexion" }).click();
    expect((await download).suggestedFilename()).toContain(its.identifier);
    await expect(tab.getByRole("main")).toContainText(password);
  }
});

test("SEC-81 · the password is shown neither in another session nor to another origin, and no cache keeps it", async ({
  page,
  portal,
  context,
}) => {
  const { structure, manager } = await signedInManager(portal, context);
  const summary = routes.technicalSecret(structure.id);
  const isSummary = (url: URL) => url.pathname === summary;
  // The browser stays where it is: its one view is still there when somebody else tries.
  const held = (route: Route) =>
    route.request().isNavigationRequest() ? route.fulfill({ status: 204 }) : route.continue();
  await page.route(isSummary, held);
  const stopped = page.waitForRequest((request) => isSummary(new URL(request.url())) && request.isNavigationRequest());
  await askForUser(page, structure);
  await stopped;

  const jar = await context.cookies();
  const ticket = jar.filter(({ name }) => name.includes("technical-secret"));
  expect(ticket.length).toBeGreaterThan(0);
  for (const cookie of ticket) expect(cookie).toMatchObject({ httpOnly: true });
  const sealed = ticket.map(({ name, value }) => `${name}=${value}`).join("; ");
  const path = routes.exportTechnicalSecret(structure.id);
  const session = await sessionCookieFor(portal, manager);
  const elsewhere = `${session.name}=${session.value}; ${sealed}`;

  const inAnotherSession = await ask(portal, path, {
    method: "POST",
    headers: { Cookie: elsewhere, Origin: portal.url },
  });
  expect([inAnotherSession.status, inAnotherSession.body]).toEqual([204, ""]);
  const seen = await ask(portal, summary, { headers: { Cookie: elsewhere } });
  expect(seen.status).toBe(200);
  expect(seen.body).toContain("Le mot de passe n");
  await page.unroute(isSummary, held);
  const answer = await page.goto(summary);
  expect(answer?.headers()["cache-control"]).toBe("private, no-store");
  const password = await shownPassword(page);
  for (const { body } of [inAnotherSession, seen]) expect(body).not.toContain(password);

  const own = jar.map(({ name, value }) => `${name}=${value}`).join("; ");
  for (const origin of ["https://evil.example", "null"]) {
    expect((await ask(portal, path, { method: "POST", headers: { Cookie: own, Origin: origin } })).status).toBe(403);
  }
  expect((await ask(portal, path, { headers: { Cookie: own } })).status).toBe(405);
  const exported = await ask(portal, path, { method: "POST", headers: { Cookie: own, Origin: portal.url } });
  expect(exported.status).toBe(200);
  expect(exported.headers).toMatchObject({
    "content-type": "application/pdf",
    "cache-control": "private, no-store",
    "x-content-type-options": "nosniff",
  });
  expect(exported.headers["content-disposition"]).toMatch(/^attachment; /);
});
