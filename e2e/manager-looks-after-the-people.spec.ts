import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { PASSWORD } from "@/lib/testing/people";
import { routes } from "@/lib/web/routes";
import { aHouse } from "./support/house";
import { signInByCookie } from "./support/people";
import { expect, expectAccessible, test } from "./support/test";

/** What the form says of itself; the framework keeps an empty alert of its own. */
const refusal = (page: Page) => page.locator("form [role=alert]");
const rowOf = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });

test("R-830, R-006 · the table names the primary manager; neither his row nor one's own can be acted on", async ({
  page,
  portal,
  context,
}) => {
  const house = await aHouse(portal);
  await signInByCookie(context, portal, house.secondaryManager);
  await page.goto(routes.members(house.ids.structure));
  await expect(
    page.getByText(`Gestionnaire Principal : KERGUELEN Sophie (${house.primaryManager.contactEmail})`),
  ).toBeVisible();
  for (const untouchable of ["Sophie", "Marc"]) {
    await expect(rowOf(page, untouchable).getByRole("link")).toHaveCount(0);
    await expect(rowOf(page, untouchable).getByRole("checkbox")).toHaveCount(0);
  }
  await expect(rowOf(page, "Lucas").getByRole("link")).toHaveText([
    "Voir la fiche de Lucas Kerguelen",
    "Modifier les droits de Lucas Kerguelen",
    "Désactiver Lucas Kerguelen",
    "Supprimer Lucas Kerguelen de la structure",
  ]);
  await expect(page.getByRole("link", { name: "Transférer le rôle" })).toHaveCount(0);

  await page.getByLabel("Rechercher un utilisateur").fill("jeanne");
  await page.getByLabel("Statut").selectOption("Désactivé");
  await page.getByRole("button", { name: "Rechercher" }).click();
  await expect(page.getByRole("rowheader")).toHaveCount(1);
  await expect(rowOf(page, "Jeanne").getByRole("link", { name: "Réactiver Jeanne Kerguelen" })).toBeVisible();
  await expectAccessible(page);
});

test("SEC-63 · a simple user reads who is there, no address but the managers' and his own, and no button", async ({
  page,
  portal,
  context,
}) => {
  const house = await aHouse(portal);
  await signInByCookie(context, portal, house.member);
  await page.goto(routes.members(house.ids.structure));
  await expect(rowOf(page, "Marc")).toContainText(house.secondaryManager.contactEmail);
  await expect(rowOf(page, "Lucas")).toContainText(house.member.contactEmail);
  await expect(rowOf(page, "Jeanne")).toContainText("Non communiquée");
  const main = page.getByRole("main");
  await expect(main.getByRole("checkbox")).toHaveCount(0);
  for (const name of ["Rattacher un utilisateur", "Exporter les utilisateurs", "Transférer le rôle"]) {
    await expect(main.getByRole("link", { name })).toHaveCount(0);
  }
});

test("R-830, N-15, N-16 · rights are changed in one dialog, and the person reads what changed", async ({
  page,
  portal,
  context,
  mailbox,
}) => {
  const house = await aHouse(portal);
  await signInByCookie(context, portal, house.primaryManager);
  await page.goto(routes.members(house.ids.structure));
  await page.getByRole("link", { name: "Modifier les droits de Lucas Kerguelen" }).click();
  const dialog = page.getByRole("dialog", { name: "Modifier les droits de Lucas Kerguelen" });
  await dialog.getByLabel("Gestionnaire secondaire").check();
  await dialog.getByLabel("Achats (ACHATS)").check();
  await dialog.getByLabel("Suivi des flux").selectOption("Consultation");
  await dialog.getByLabel("Factures émises").selectOption("Aucun accès");
  await dialog.getByRole("button", { name: "Valider" }).click();
  await expect(page.getByRole("status")).toContainText("Vos modifications ont été enregistrées.");
  const main = page.getByRole("main");
  await expect(main).toContainText("Gestionnaire secondaire");
  await expect(main).toContainText("Achats (ACHATS)");
  const uses = page.getByRole("region", { name: "Espaces" });
  await expect(uses).toContainText("Suivi des flux");
  await expect(uses).not.toContainText("Factures émises");
  await expect(page.getByRole("list", { name: "Historique" })).toContainText("Modification du rôle");
  await expectAccessible(page);
  await expect
    .poll(async () => (await mailbox.mailsTo(house.member.contactEmail)).length, { timeout: 40_000 })
    .toBeGreaterThanOrEqual(3);
});

test("R-851 · a suspension asks for a day to come, takes effect at once and is undone; a detachment is final", async ({
  page,
  portal,
  context,
  browser,
}) => {
  const house = await aHouse(portal);
  await signInByCookie(context, portal, house.secondaryManager);
  const path = routes.member(house.ids.structure, house.ids.memberAttachment);
  await page.goto(`${path}?action=desactiver`);
  const dialog = page.getByRole("dialog", { name: "Désactiver Lucas Kerguelen" });
  await expect(dialog).toContainText("dès son prochain clic");
  await dialog.getByLabel("Date de réactivation").fill("2020-01-01");
  await dialog.getByRole("button", { name: "Désactiver" }).click();
  await expect(refusal(page)).toContainText("La date doit être postérieure à aujourd'hui.");
  await page.getByLabel("Date de réactivation").fill("2099-12-31");
  await page.getByRole("dialog").getByRole("button", { name: "Désactiver" }).click();
  await expect(page.getByRole("status")).toContainText("L'utilisateur a été désactivé.");
  await expect(page.getByRole("main")).toContainText("31/12/2099");

  const other = await browser.newContext({ baseURL: portal.url });
  await signInByCookie(other, portal, house.member);
  const lucas = await other.newPage();
  const answer = await lucas.goto(routes.structure(house.ids.structure));
  expect(answer?.status()).toBe(404);

  await page.getByRole("link", { name: "Réactiver", exact: true }).click();
  await expect(page.getByRole("dialog")).toContainText("La réactivation prévue le 31/12/2099");
  await page.getByRole("dialog").getByRole("button", { name: "Réactiver" }).click();
  await expect(page.getByRole("status")).toContainText("L'utilisateur a été réactivé.");
  await lucas.goto(routes.structure(house.ids.structure));
  await expect(lucas.getByRole("heading", { level: 1 })).toHaveText("Consultation d'une structure");
  await other.close();

  await page.getByRole("link", { name: "Supprimer de la structure" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Supprimer de la structure" }).click();
  await page.waitForURL("**/utilisateurs?fait=detache");
  await expect(page.getByRole("status")).toContainText("L'utilisateur a été supprimé de la structure.");
  await expect(rowOf(page, "Lucas")).toHaveCount(0);
});

test("R-831, R-907, A11Y-25 · many are suspended after one question, each row is told; nothing ticked is said", async ({
  page,
  portal,
  context,
}) => {
  const house = await aHouse(portal);
  await signInByCookie(context, portal, house.primaryManager);
  await page.goto(routes.members(house.ids.structure));
  await page.getByRole("button", { name: "Désactiver des utilisateurs" }).click();
  await expect(page.getByRole("main")).toContainText("Cochez au moins un utilisateur");
  await page.getByRole("link", { name: "Retour aux utilisateurs" }).click();

  await page.getByLabel("Tout sélectionner (cette page)").check();
  await page.getByRole("button", { name: "Désactiver des utilisateurs" }).click();
  await expect(page.getByRole("heading", { level: 2 })).toContainText(["Désactiver 2 utilisateurs"]);
  // Jeanne is suspended already.
  await expect(page.getByRole("main")).toContainText("Utilisateurs laissés de côté");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Désactiver", exact: true }).click();
  await page.waitForURL(/\/operations\//);
  await expect(page.getByRole("main")).toContainText("2 lignes traitées, 0 en erreur", { timeout: 20_000 });

  await page.goto(`${routes.members(house.ids.structure)}?statut=desactive`);
  await expect(page.getByRole("rowheader")).toHaveCount(3);
});

test("R-910 · the rights of one person are copied to others, the role is not", async ({
  page,
  portal,
  context,
  database,
}) => {
  const house = await aHouse(portal);
  await signInByCookie(context, portal, house.primaryManager);
  const { rows: marc } = await database.query("select id from attachments where account_id = $1", [
    house.secondaryManager.id,
  ]);
  await database.query("update subscriptions set access = 'read' where account_id = $1 and status = 'active'", [
    house.secondaryManager.id,
  ]);
  await page.goto(routes.member(house.ids.structure, marc[0].id));
  await page.getByRole("link", { name: "Dupliquer les droits" }).click();
  await expect(page.getByText("Duplication des droits de Marc Kerguelen")).toBeVisible();
  await page.getByLabel("Sélectionner Lucas Kerguelen").check();
  await page.getByRole("button", { name: "Dupliquer les droits" }).click();
  await expect(page.getByText("Seuls ceux dont les espaces ou les modes changent")).toBeVisible();
  await page.getByRole("button", { name: "Dupliquer les droits" }).click();
  await page.waitForURL(/\/operations\//);
  await expect(page.getByRole("main")).toContainText("1 ligne traitée, 0 en erreur", { timeout: 20_000 });
  const { rows } = await database.query(
    `select distinct use.access, own.role from subscriptions use
     join attachments own on own.account_id = use.account_id
     where use.account_id = $1 and use.status = 'active'`,
    [house.member.id],
  );
  expect(rows).toEqual([{ access: "read", role: "member" }]);
});

test("R-831, R-832, SEC-91 · the export holds who was searched for, inert, and is noted", async ({
  page,
  portal,
  context,
  database,
}) => {
  const house = await aHouse(portal);
  await database.query("update accounts set given_name = '=1+1' where id = $1", [house.member.id]);
  await signInByCookie(context, portal, house.primaryManager);
  await page.goto(`${routes.members(house.ids.structure)}?recherche=kerguelen&statut=valide`);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Exporter les utilisateurs" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("utilisateurs.csv");
  const text = await readFile(await download.path(), "utf8");
  expect(text).toContain('Nom";"Prénom";"Adresse de contact');
  expect(text).toContain("'=1+1");
  expect(text).toContain(house.primaryManager.contactEmail);
  expect(text).not.toContain("Jeanne");
  const { rows } = await database.query(
    "select facts from audit_events where kind = 'people-exported' and actor_id = $1",
    [house.primaryManager.id],
  );
  expect(rows).toEqual([{ facts: { structureId: house.ids.structure, rows: 3 } }]);
});

test("R-008, A11Y-25 · the main role passes after choice, consequences and password; a wrong password changes nothing", async ({
  page,
  portal,
  context,
  mailbox,
}) => {
  const house = await aHouse(portal);
  await signInByCookie(context, portal, house.primaryManager);
  await page.goto(routes.members(house.ids.structure));
  await page.getByRole("link", { name: "Transférer le rôle de gestionnaire principal" }).click();
  // Jeanne is suspended: she cannot follow.
  await expect(page.getByRole("radio")).toHaveCount(2);
  await page.getByLabel("Marc Kerguelen").check();
  await page.getByRole("button", { name: "Continuer" }).click();
  const dialog = page.getByRole("dialog", { name: "Transférer le rôle de gestionnaire principal à Marc Kerguelen" });
  await expect(dialog).toContainText("Vous devenez gestionnaire secondaire.");
  await dialog.locator("#form-password").fill("not the right one 1");
  await dialog.getByRole("button", { name: "Transférer le rôle" }).click();
  await expect(refusal(page)).toContainText("Le mot de passe saisi est incorrect.");
  await page.locator("#form-password").fill(PASSWORD);
  await page.getByRole("dialog").getByRole("button", { name: "Transférer le rôle" }).click();
  await expect(page.getByRole("status")).toContainText("a été transmis à Marc Kerguelen");
  await expect(page.getByText(/^Gestionnaire Principal\s: KERGUELEN Marc/)).toBeVisible();
  for (const { contactEmail } of [house.primaryManager, house.secondaryManager]) {
    await mailbox.waitFor(contactEmail, /gestionnaire principal|transf|transm/i);
  }
});

test.describe("without scripts", () => {
  test.use({ portalKind: "open", javaScriptEnabled: false });

  test("R-851, R-831 · one and many are acted on by pages and forms alone", async ({ page, portal, context }) => {
    const house = await aHouse(portal);
    await signInByCookie(context, portal, house.primaryManager);
    await page.goto(`${routes.member(house.ids.structure, house.ids.suspendedAttachment)}?action=reactiver`);
    await page.getByRole("button", { name: "Réactiver" }).click();
    await expect(page.getByRole("status")).toContainText("L'utilisateur a été réactivé.");
    await page.goto(routes.members(house.ids.structure));
    await page.getByLabel("Sélectionner Jeanne Kerguelen").check();
    await page.getByLabel("Sélectionner Lucas Kerguelen").check();
    await page.getByRole("button", { name: "Supprimer les utilisateurs sélectionnés" }).click();
    await page.getByRole("button", { name: "Supprimer de la structure" }).click();
    await page.waitForURL(/\/operations\//);
    await page.goto(routes.members(house.ids.structure));
    await expect(page.getByRole("rowheader")).toHaveCount(2);
  });
});
