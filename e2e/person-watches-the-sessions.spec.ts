import type { BrowserContext } from "@playwright/test";
import { type Account, PASSWORD } from "@/lib/testing/people";
import { routes } from "@/lib/web/routes";
import { ask } from "./support/ask";
import { expectForEveryone } from "./support/expect-for-everyone";
import { aManagedStructure, anAccountAt } from "./support/known-structures";
import { sessionCookieFor, signInByCookie } from "./support/people";
import { signIn } from "./support/sign-in";
import { expect, test } from "./support/test";

const EDGE =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0";

test("SEC-46 · a session that was opened elsewhere is listed in words, closed by its owner, and dead at its next click", async ({
  page,
  portal,
  person,
  context,
  browser,
}) => {
  test.slow();
  const account = await anAccountAt(portal, { email: person.email });
  const elsewhere = await browser.newContext({
    baseURL: portal.url,
    userAgent: EDGE,
    extraHTTPHeaders: { "x-forwarded-for": "203.0.113.77" },
  });
  const away = await elsewhere.newPage();
  await away.goto("/connexion");
  await signIn(away, { email: person.email, password: PASSWORD });
  await away.waitForURL("**/accueil");
  await signInByCookie(context, portal, account);

  await page.goto(routes.ownSessions());
  await expectForEveryone(page, "Mes sessions");
  const row = page.getByRole("row", { name: /Microsoft Edge sur Windows/ });
  await expect(row).toContainText("203.0.113.x");
  await expect(row).not.toContainText("203.0.113.77");
  await expect(page.getByRole("row", { name: /Cette session/ })).toContainText("utilisez le bouton « Déconnexion »");
  await expect(page.getByText("Nous ne connaissons pas le lieu exact de vos connexions")).toBeVisible();

  await row.getByRole("link", { name: /^Fermer cette session\s: Microsoft Edge sur Windows, ouverte le/ }).click();
  const question = page.getByRole("dialog", { name: "Fermer la session : Microsoft Edge sur Windows" });
  await expectForEveryone(page, "Mes sessions");
  await expect(question).toContainText("203.0.113.x");
  await question.getByLabel("Votre mot de passe").fill("not the right one 1");
  await question.getByRole("button", { name: "Fermer la session" }).click();
  await expect(question.getByRole("alert")).toContainText("Le mot de passe saisi est incorrect.");
  await question.getByLabel("Votre mot de passe").fill(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status")).toContainText("La session est fermée");
  await expect(row).toHaveCount(0);
  await expect(page.getByText("Vous n'êtes connecté que sur cet appareil.")).toBeVisible();

  await away.getByRole("link", { name: "Mon compte" }).click();
  await expect(away.getByText("Votre session a expiré. Veuillez vous reconnecter.")).toBeVisible();
  await elsewhere.close();
});

test("SEC-46, SEC-45, R-1209 · all the others at once, in English and by keyboard; the password is asked once in ten minutes", async ({
  page,
  portal,
  person,
  context,
}) => {
  const account = await anAccountAt(portal, { email: person.email, language: "en" });
  const others = [await sessionCookieFor(portal, account), await sessionCookieFor(portal, account)];
  await signInByCookie(context, portal, account);
  await page.goto(routes.ownSessions());
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("My sessions");
  await expect(page.getByText("(3 ")).toBeVisible();

  const closeOthers = page.getByRole("link", { name: "Close all other sessions" });
  await closeOthers.focus();
  await page.keyboard.press("Enter");
  const question = page.getByRole("dialog", { name: "Close all other sessions" });
  // Open from the start, modal once the scripts are there.
  await expect(page.locator("dialog:modal")).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(question).toHaveCount(0);
  await expect(page.getByText("(3 ")).toBeVisible();

  await closeOthers.click();
  await question.locator("#form-password").fill(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status")).toHaveText("All your other sessions are closed.");
  for (const { name, value } of others) {
    const answer = await ask(portal, routes.ownSessions(), { headers: { Cookie: `${name}=${value}` } });
    expect(answer.headers.location ?? answer.body).toContain("/connexion");
    expect(answer.body).not.toContain(person.email);
  }

  // The answer counts for ten minutes: one more session is closed without it.
  await sessionCookieFor(portal, account);
  await page.goto(`${routes.ownSessions()}?action=fermer-autres`);
  await expect(page.locator("dialog:modal")).toHaveCount(1);
  await expect(question.locator("#form-password")).toHaveCount(0);
  // Whoever asked by the keyboard and presses Enter once more has only read (A11Y-22).
  await expect(question.locator("h2:focus")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(question).toBeVisible();
  await question.getByRole("button", { name: "Close the other sessions" }).click();
  await expect(page.getByRole("status")).toHaveText("All your other sessions are closed.");
});

test("SEC-46, A11Y-31 · a person closes a session without scripts @no-js", async ({
  page,
  portal,
  person,
  context,
}) => {
  const account = await anAccountAt(portal, { email: person.email });
  const other = await sessionCookieFor(portal, account);
  await signInByCookie(context, portal, account);
  await page.goto(routes.ownSessions());
  await page.getByRole("link", { name: /^Fermer cette session\s: / }).click();
  await page.getByLabel("Votre mot de passe").fill(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page.getByText("La session est fermée")).toBeVisible();
  const answer = await ask(portal, "/mon-compte", { headers: { Cookie: `${other.name}=${other.value}` } });
  expect(answer.body).not.toContain(person.email);
});

test("SEC-46, SEC-61 · the sessions of another person do not exist: not in the list, not by their id", async ({
  page,
  portal,
  person,
  context,
  database,
  complaints,
}) => {
  complaints.expectComplaint(/status of 404/);
  const stranger = await anAccountAt(portal, { email: `stranger.${person.email}` });
  const theirs = await sessionCookieFor(portal, stranger);
  const { rows } = await database.query("select id from sessions where account_id = $1", [stranger.id]);
  const account = await anAccountAt(portal, { email: person.email });
  await sessionCookieFor(portal, account);
  await signInByCookie(context, portal, account);
  await page.goto(`${routes.ownSessions()}?action=fermer&session=${rows[0]?.id}`);
  await expect(page.getByRole("dialog")).toHaveCount(0);

  await page.getByRole("link", { name: /^Fermer cette session\s: / }).click();
  const question = page.locator("dialog:modal");
  await question.locator('input[name="sessionId"]').evaluate((field, id) => {
    (field as HTMLInputElement).value = id;
  }, String(rows[0]?.id));
  await question.getByLabel("Votre mot de passe").fill(PASSWORD);
  await question.getByRole("button", { name: "Fermer la session" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Page introuvable");
  const answer = await ask(portal, "/mon-compte", { headers: { Cookie: `${theirs.name}=${theirs.value}` } });
  expect(answer.body).toContain(stranger.email);
});

test("SEC-42 · no page and no address holds the session's secret, and the old cookie is dead half a minute after the password was given", async ({
  page,
  portal,
  person,
  context,
  database,
}) => {
  const account = await anAccountAt(portal, { email: person.email });
  await sessionCookieFor(portal, account);
  await signInByCookie(context, portal, account);
  const before = await sessionValue(context);
  await page.goto(`${routes.ownSessions()}?action=fermer-autres`);
  await page.locator("dialog:modal").getByLabel("Votre mot de passe").fill(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status")).toHaveText("Toutes vos autres sessions sont fermées.");
  const after = await sessionValue(context);
  expect(after).not.toBe(before);
  const content = await page.content();
  for (const value of [before, after]) {
    expect(content).not.toContain(value);
    expect(page.url()).not.toContain(value);
  }
  // Requests of the same browser that were under way still carry the old secret; it lives for their half minute alone.
  await database.query("update sessions set renewed_at = renewed_at - interval '31 seconds' where account_id = $1", [
    account.id,
  ]);
  const replayed = await ask(portal, "/mon-compte", { headers: { Cookie: `attache.session=${before}` } });
  expect(replayed.body).not.toContain(person.email);
  const current = await ask(portal, "/mon-compte", { headers: { Cookie: `attache.session=${after}` } });
  expect(current.body).toContain(person.email);
});

test("SEC-44 · a manager who becomes a simple user meanwhile: neither the page he has open nor its form does anything", async ({
  page,
  portal,
  context,
  database,
  complaints,
}) => {
  complaints.expectComplaint(/status of 404/);
  const { structure, manager } = await aManagedStructure(portal, {}, { givenName: "Anne" });
  await signInByCookie(context, portal, manager);
  await page.goto(routes.newDepartment(structure.id));
  await page.getByLabel("Code service").fill("ACHATS");
  await page.locator("#form-name").fill("Achats");
  await becomesMember(database, manager);
  await page.getByRole("button", { name: "Valider" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText(
    "Vous n'avez pas les droits nécessaires pour effectuer cette action.",
  );
  const { rows } = await database.query("select count(*)::int as count from departments where structure_id = $1", [
    structure.id,
  ]);
  expect(rows).toEqual([{ count: 0 }]);
  await page.goto(routes.desk());
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/Page introuvable|Accueil connecté/);
});

async function sessionValue(context: BrowserContext): Promise<string> {
  return (await context.cookies()).find(({ name }) => name === "attache.session")?.value ?? "";
}

async function becomesMember(database: { query(text: string, values: unknown[]): Promise<unknown> }, manager: Account) {
  await database.query(
    `with vacant as (
       update structures set manager_vacant_since = now()
       where id in (select structure_id from attachments where account_id = $1)
     )
     update attachments set role = 'member' where account_id = $1`,
    [manager.id],
  );
}
