import type { Page } from "@playwright/test";
import { DEACTIVATED, PASSWORD } from "@/lib/testing/people";
import { aManagedStructure, anAccountAt } from "./support/known-structures";
import { signInByCookie } from "./support/people";
import { signIn } from "./support/sign-in";
import { expect, test } from "./support/test";

const WRONG =
  "Adresse électronique de connexion ou mot de passe incorrect. Après plusieurs échecs, la connexion est bloquée pendant 30 minutes ; vous pouvez réinitialiser votre mot de passe.";

test("R-420, R-1106, A11Y-05 · a wrong password and an unknown address get the same sentence, and the address stays", async ({
  page,
  portal,
  person,
}) => {
  await anAccountAt(portal, { email: person.email });
  await page.goto("/connexion");
  for (const email of [person.email, `nobody.${person.email}`]) {
    await signIn(page, { email, password: "not the right one 1" });
    await expect(refusal(page)).toHaveText(WRONG);
    await expect(refusal(page)).toBeFocused();
    await expect(page).toHaveTitle("Erreur : Connexion - Attache");
    await expect(page.getByLabel("Adresse électronique de connexion")).toHaveValue(email);
    await expect(page.locator("#form-password")).toHaveValue("");
    await page.reload();
  }
});

test("R-420, R-1209 · a person signs in from S-01 in English, and out again", async ({ page, portal, person }) => {
  await anAccountAt(portal, { email: person.email });
  await page.goto("/");
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await signIn(page, { email: person.email, password: "not the right one 1" }, "en");
  await expect(refusal(page)).toContainText("Incorrect sign-in address or password.");
  await expect(page).toHaveTitle(/^Error: /);
  await signIn(page, { email: person.email.toUpperCase(), password: PASSWORD }, "en");
  await page.waitForURL("**/accueil");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Signed-in home");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByText("You are signed out. See you soon!")).toBeVisible();
});

test("R-422, R-1106, R-318 · after three failures the anti-robot step comes, after five the right password does not help", async ({
  page,
  portal,
  person,
  context,
}) => {
  await anAccountAt(portal, { email: person.email });
  await page.goto("/connexion");
  const check = page.getByRole("group", { name: "Vérification anti-robot" });
  for (let failures = 1; failures <= 5; failures++) {
    if (failures > 3) await expect(page.getByText("Vérification réussie.")).toBeVisible();
    else await expect(check).toHaveCount(0);
    await signIn(page, { email: person.email, password: `wrong guess number ${failures}` });
    await expect(page.locator("#form-password")).toHaveValue("");
    await expect(refusal(page)).toHaveText(WRONG);
  }
  await expect(page.getByText("Vérification réussie.")).toBeVisible();
  await signIn(page, { email: person.email, password: PASSWORD });
  await expect(page.locator("#form-password")).toHaveValue("");
  await expect(refusal(page)).toHaveText(WRONG);
  expect((await context.cookies()).map(({ name }) => name)).not.toContain("attache.session");
});

test("R-318 · who leaves the anti-robot step out after three failures is told so (M-18)", async ({
  page,
  portal,
  person,
  widget,
}) => {
  await anAccountAt(portal, { email: person.email });
  widget.behaviour = { kind: "passes", token: "not-a-token" };
  await page.goto("/connexion");
  for (let failures = 1; failures <= 3; failures++) {
    await signIn(page, { email: person.email, password: `wrong guess number ${failures}` });
    await expect(page.locator("#form-password")).toHaveValue("");
    await expect(refusal(page)).toHaveText(WRONG);
  }
  await expect(page.getByText("Vérification réussie.")).toBeVisible();
  await signIn(page, { email: person.email, password: PASSWORD });
  await expect(refusal(page)).toContainText("La vérification anti-robot a échoué. Veuillez réessayer.");
  await expect(page.getByLabel("Adresse électronique de connexion")).toHaveValue(person.email);
});

test("R-423, M-45 · a person whose session expired signs in and is back on the page he asked for", async ({
  page,
  portal,
  person,
  context,
  database,
}) => {
  const { manager } = await aManagedStructure(portal, {}, { email: person.email });
  await signInByCookie(context, portal, manager);
  await page.goto("/mon-compte");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Mon compte");
  await database.query("update sessions set last_used_at = now() - interval '31 minutes' where account_id = $1", [
    manager.id,
  ]);
  await page.reload();
  await expect(page.getByText("Votre session a expiré. Veuillez vous reconnecter.")).toBeVisible();
  await signIn(page, { email: person.email, password: PASSWORD });
  await page.waitForURL("**/mon-compte");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Mon compte");
});

test("R-423 · a visitor who asks for a workspace signs in first, and is led to it", async ({
  page,
  portal,
  person,
}) => {
  await aManagedStructure(portal, {}, { email: person.email });
  await page.goto("/espaces/factures-emises");
  await expect(page).toHaveURL(/\/connexion\?suite=/);
  await signIn(page, { email: person.email, password: PASSWORD });
  await page.waitForURL("**/espaces/factures-emises");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Factures émises");
});

test("SEC-43 · once a person signed out, neither the back button nor his old cookie shows anything", async ({
  page,
  portal,
  person,
  context,
}) => {
  const { manager } = await aManagedStructure(portal, {}, { email: person.email });
  await signInByCookie(context, portal, manager);
  const cookies = await context.cookies();
  await page.goto("/espaces/factures-emises");
  await page.getByRole("link", { name: "Mon compte" }).click();
  await expect(page.getByRole("main")).toContainText(person.email);
  await page.getByRole("button", { name: "Déconnexion" }).click();
  await expect(page.getByText("Vous êtes déconnecté. À bientôt !")).toBeVisible();

  for (let steps = 1; steps <= 2; steps++) {
    await page.goBack();
    await expect(page.getByRole("button", { name: "Se connecter" })).toBeVisible();
    expect(await page.content()).not.toContain(person.email);
  }
  await context.addCookies(cookies);
  await page.goto("/mon-compte");
  await expect(page).toHaveURL(/\/connexion\?/);
  expect(await page.content()).not.toContain(person.email);
});

test("SEC-44, R-854 · a person who is suspended loses the workspace at the next click, and gets it back likewise", async ({
  page,
  portal,
  person,
  context,
  database,
  complaints,
}) => {
  complaints.expectComplaint(/status of 404/);
  const { manager } = await aManagedStructure(portal, {}, { email: person.email });
  await signInByCookie(context, portal, manager);
  const put = (status: string) =>
    database.query("update attachments set status = $2 where account_id = $1", [manager.id, status]);
  const workspace = page.getByRole("navigation", { name: "Rubriques" }).getByRole("link", { name: "Factures émises" });

  await page.goto("/espaces/sollicitations-emises");
  await put("suspended");
  await workspace.click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Page introuvable");
  await expect(workspace).toHaveCount(0);
  await page.goto("/accueil");
  await expect(page.getByText(/^Votre rattachement à .+ est désactivé\.$/)).toBeVisible();

  await put("approved");
  await page.getByRole("link", { name: "Accueil connecté" }).click();
  await workspace.click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Factures émises");
});

test("SEC-44 · a person whose account is deactivated is out at the next click", async ({
  page,
  portal,
  person,
  context,
  database,
}) => {
  const { manager } = await aManagedStructure(portal, {}, { email: person.email });
  await signInByCookie(context, portal, manager);
  await page.goto("/accueil");
  await database.query(
    "update accounts set status = 'deactivated', deactivated_at = now(), deactivation_cause = 'own-wish' where id = $1",
    [manager.id],
  );
  await page.getByRole("link", { name: "Mon compte" }).click();
  await expect(page.getByRole("button", { name: "Se connecter" })).toBeVisible();
});

test("R-421 · the right password of a deactivated account leads to S-08, a wrong one to M-40", async ({
  page,
  portal,
  person,
  context,
}) => {
  await anAccountAt(portal, { email: person.email, ...DEACTIVATED });
  await page.goto("/connexion");
  await signIn(page, { email: person.email, password: "not the right one 1" });
  await expect(refusal(page)).toHaveText(WRONG);
  await signIn(page, { email: person.email, password: PASSWORD });
  await page.waitForURL("**/compte-desactive");
  await expect(page.getByText("Votre compte est désactivé.")).toBeVisible();
  // S-08 knows whose password was right, by a sealed cookie.
  expect((await context.cookies()).map(({ name }) => name)).toContain("attache.disabled-account.0");
  await page.goto("/accueil");
  await expect(page).toHaveURL(/\/connexion/);
});

test("R-1209 · a person changes the language on his own page, and it stays", async ({
  page,
  portal,
  person,
  context,
}) => {
  const { manager } = await aManagedStructure(portal, {}, { email: person.email });
  await signInByCookie(context, portal, manager);
  await page.goto("/espaces/factures-emises");
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Issued invoices");
  await expect(page).toHaveURL(/\/espaces\/factures-emises$/);
  await page.getByRole("link", { name: "My account" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("My account");
  await page.getByRole("button", { name: "Français" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Mon compte");
});

test("R-302 · whoever is signed in goes to his own home instead of S-01", async ({ page, portal, person, context }) => {
  const { manager } = await aManagedStructure(portal, {}, { email: person.email });
  await signInByCookie(context, portal, manager);
  for (const path of ["/", "/connexion"]) {
    await page.goto(path);
    await expect(page).toHaveURL(/\/accueil$/);
  }
});

test("SEC-40, SEC-47 · two people who share a browser are both known to it, and neither is warned of the other", async ({
  page,
  portal,
  person,
  context,
  database,
}) => {
  const people = [person.email, `autre.${person.email}`];
  for (const email of people) await anAccountAt(portal, { email });
  for (let round = 1; round <= 2; round++) {
    for (const email of people) {
      await page.goto("/connexion");
      await signIn(page, { email, password: PASSWORD });
      await page.waitForURL("**/accueil");
      await page.getByRole("button", { name: "Déconnexion" }).click();
      await page.waitForURL("**/connexion?motif=deconnexion");
    }
  }
  const device = (await context.cookies()).find(({ name }) => name === "attache.device");
  expect(device?.value).toMatch(/^[\w-]{43}\.[\w-]{43}$/);
  const { rows } = await database.query("select kind from outbox_messages where recipient = any($1)", [people]);
  expect(rows).toEqual([]);

  // Another browser of the same person is told of.
  await context.clearCookies();
  await page.goto("/connexion");
  await signIn(page, { email: person.email, password: PASSWORD });
  await page.waitForURL("**/accueil");
  const told = await database.query("select kind from outbox_messages where recipient = $1", [person.email]);
  expect(told.rows).toEqual([{ kind: "unknown-device-signed-in" }]);
});

test("R-306, M-43 · the sign-in form leads to the forgotten password, and says when it was changed", async ({
  page,
}) => {
  for (const path of ["/", "/connexion"]) {
    await page.goto(path);
    await expect(page.getByRole("link", { name: "Mot de passe oublié ?" })).toHaveAttribute(
      "href",
      "/mot-de-passe-oublie",
    );
  }
  await page.goto("/connexion?motif=mot-de-passe-modifie");
  await expect(page.getByRole("status").filter({ hasText: "Votre mot de passe a été modifié." })).toHaveText(
    "Votre mot de passe a été modifié. Vous pouvez vous connecter.",
  );
});

function refusal(page: Page) {
  return page.getByRole("main").getByRole("alert");
}
