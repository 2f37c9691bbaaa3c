import { closeAccount } from "@/lib/departure/close-account";
import { PASSWORD } from "@/lib/testing/people";
import { routes } from "@/lib/web/routes";
import { expectForEveryone } from "./support/expect-for-everyone";
import { aHouse } from "./support/house";
import { freshIdentifier } from "./support/known-structures";
import { aSignedInPerson } from "./support/member";
import { behind, signInByCookie } from "./support/people";
import { specialSirets } from "./support/sirene-stand-in";
import { expect, expectAccessible, test } from "./support/test";

test("R-802, R-803, M-50 · a manager corrects the sheet, and is told what to correct", {
  tag: ["@phone", "@no-js"],
}, async ({ page, context, portal, javaScriptEnabled }) => {
  const { structure, primaryManager } = await aHouse(portal);
  await signInByCookie(context, portal, primaryManager);
  await page.goto(routes.structure(structure.id));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Modification d'une structure");

  await page.getByLabel("Numéro de TVA").fill("FR00");
  await page.getByLabel("Libellé de la structure").fill("Atelier de Brest");
  await page.getByRole("button", { name: "Valider" }).click();
  const summary = page.getByRole("alert").filter({ hasText: "Des informations sont à corriger" });
  if (javaScriptEnabled) await expect(summary).toBeFocused();
  else await expect(summary).toBeVisible();
  await expect(page.getByLabel("Libellé de la structure")).toHaveValue("Atelier de Brest");
  if (javaScriptEnabled) await expectAccessible(page);

  await page.getByLabel("Numéro de TVA").fill("fr 23 334 175 221");
  await page.getByRole("textbox", { name: "Téléphone", exact: true }).fill("02 98 00 00 00");
  await page.getByRole("button", { name: "Valider" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Vos modifications ont été enregistrées." })).toBeVisible();
  await expect(page.getByLabel("Numéro de TVA")).toHaveValue("FR23334175221");
  await expect(page.getByRole("textbox", { name: "Téléphone", exact: true })).toHaveValue("298000000");
  await expect(page.getByLabel("Indicatif du téléphone")).toHaveValue("+33");
});

test("R-509, M-53 · whoever manages a structure without a primary manager reads so on its sheet", async ({
  page,
  context,
  portal,
}) => {
  const { structure, primaryManager, secondaryManager } = await aHouse(portal);
  const vacant = page.getByText("Cette structure n'a plus de gestionnaire principal. Contactez le support.");
  await signInByCookie(context, portal, secondaryManager);
  await page.goto(routes.structure(structure.id));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Modification d'une structure");
  await expect(vacant).toHaveCount(0);
  const ctx = behind(portal);
  const closing = { cause: "inactivity", actorId: null, reason: null, eraseOn: null } as const;
  await closeAccount(ctx, { accountId: primaryManager.id, ...closing });
  await ctx.close();
  await page.reload();
  await expect(vacant).toBeVisible();
  await page.goto(routes.members(structure.id));
  await expect(vacant).toBeVisible();
});

test("R-840, M-55 · two managers save at once: the second one sees both values, and decides", {
  tag: "@no-js",
}, async ({ page, context, browser, portal, javaScriptEnabled }) => {
  const { structure, primaryManager, secondaryManager } = await aHouse(portal);
  await signInByCookie(context, portal, primaryManager);
  const elsewhere = await browser.newContext({ baseURL: portal.url });
  await signInByCookie(elsewhere, portal, secondaryManager);
  const other = await elsewhere.newPage();
  await page.goto(routes.structure(structure.id));
  await other.goto(routes.structure(structure.id));

  await other.getByLabel("Libellé de la structure").fill("Atelier de Quimper");
  await other.getByRole("button", { name: "Valider" }).click();
  await expect(other.getByRole("status").filter({ hasText: "enregistrées" })).toBeVisible();
  await elsewhere.close();

  await page.getByLabel("Libellé de la structure").fill("Atelier de Brest");
  await page.getByRole("button", { name: "Valider" }).click();
  await expect(page.getByText("La fiche a été modifiée entre-temps par un autre utilisateur.")).toBeVisible();
  await expect(page.getByText(/La fiche a été enregistrée par Marc Kerguelen le \d\d\/\d\d\/\d{4}/)).toBeVisible();
  const row = page.getByRole("row", { name: /Libellé de la structure/ });
  await expect(row.getByRole("cell")).toHaveText(["Atelier de Brest", "Atelier de Quimper"]);
  if (javaScriptEnabled) await expectAccessible(page);

  await page.getByRole("button", { name: "Valider" }).click();
  await expect(page.getByRole("status").filter({ hasText: "enregistrées" })).toBeVisible();
  await expect(page.getByLabel("Libellé de la structure")).toHaveValue("Atelier de Brest");
});

test("R-802, R-209 · the name comes from the register, asked again at a click", async ({
  page,
  context,
  portal,
  freshSiret,
}) => {
  const siret = freshSiret();
  const { structure, primaryManager } = await aHouse(portal, { identifierType: "SIRET", identifier: siret });
  await signInByCookie(context, portal, primaryManager);
  await page.goto(routes.structure(structure.id));
  await expect(page.getByLabel("Raison sociale")).toHaveCount(0);
  await page.getByLabel("Libellé de la structure").fill("Atelier de Brest");
  await page.getByRole("button", { name: "Actualiser depuis la base Sirene" }).click();
  await expect(page.getByRole("status").filter({ hasText: "actualisée depuis la base Sirene" })).toBeVisible();
  await expect(page.getByRole("definition").filter({ hasText: `ATELIER ${siret.slice(0, 9)}` })).toBeVisible();
  await expect(page.getByLabel("Libellé de la structure")).toHaveValue("Atelier de Brest");
  await expect(page.getByText(/Source\s: base Sirene, Insee · dernière vérification le/)).toBeVisible();
});

test("R-804 · what a public body requires: the third requirement excludes the two others", async ({
  page,
  context,
  portal,
}) => {
  const { structure, secondaryManager } = await aHouse(portal, { sector: "public" });
  await signInByCookie(context, portal, secondaryManager);
  await page.goto(routes.structure(structure.id));
  await page.getByLabel("Le code service doit être renseigné").check();
  await page.getByLabel("Numéro d'engagement ou code service exigé").check();
  await page.getByRole("button", { name: "Valider" }).click();
  await expect(page.getByText("Cette exigence ne se cumule pas").first()).toBeVisible();
  await page.getByLabel("Le code service doit être renseigné").uncheck();
  await page.getByRole("button", { name: "Valider" }).click();
  await expect(page.getByRole("status").filter({ hasText: "enregistrées" })).toBeVisible();
  await expect(page.getByLabel("Numéro d'engagement ou code service exigé")).toBeChecked();
});

test("R-810 to R-812 · a manager adds a department, closes it, and removes it", { tag: ["@phone", "@no-js"] }, async ({
  page,
  context,
  portal,
  javaScriptEnabled,
}) => {
  const { structure, primaryManager } = await aHouse(portal);
  await signInByCookie(context, portal, primaryManager);
  await page.goto(routes.departments(structure.id));
  const table = page.getByRole("table", { name: "Services de la structure" });
  await expect(table.getByRole("row").nth(1)).toContainText("Service par défaut de la structure");
  await expect(table.getByRole("row").nth(1).getByRole("link")).toHaveCount(0);
  if (javaScriptEnabled) await expectForEveryone(page, "Services - Tonnellerie Kerguelen");

  await page.getByRole("link", { name: "Ajouter un service" }).click();
  await page.getByLabel("Code service").fill("ACHATS");
  await page.getByRole("textbox", { name: "Nom", exact: true }).fill("Achats de bois");
  await page.getByRole("button", { name: "Valider" }).click();
  await expect(page.getByText("Un service de la structure porte déjà ce code.").first()).toBeVisible();
  await page.getByLabel("Code service").fill("BOIS-01");
  await page.getByRole("button", { name: "Valider" }).click();
  await expect(page.getByRole("status").filter({ hasText: "BOIS-01" })).toBeVisible();

  await page.getByRole("link", { name: "Modifier le service Achats de bois" }).click();
  await page.getByLabel("Début de validité").fill("2020-01-01");
  await page.getByLabel("Fin de validité").fill("2020-12-31");
  await page.getByRole("button", { name: "Valider" }).click();
  await expect(page.getByRole("status").filter({ hasText: "enregistrées" })).toBeVisible();
  await expect(table.getByRole("row", { name: "BOIS-01" })).toContainText("Fermé");

  await page.getByRole("link", { name: "Supprimer le service Achats de bois" }).click();
  await expect(page.getByRole("heading", { name: "Supprimer le service Achats de bois" })).toBeVisible();
  if (javaScriptEnabled) await expectAccessible(page);
  await page.getByRole("button", { name: "Supprimer", exact: true }).click();
  await expect(page.getByRole("status").filter({ hasText: "Le service a été supprimé." })).toBeVisible();
  await expect(table).not.toContainText("BOIS-01");
});

test("R-170, N-20, A11Y-25 · a provisional identifier becomes a SIRET, after a review and the password", async ({
  page,
  context,
  portal,
  freshSiret,
  mailbox,
}) => {
  const { structure, primaryManager, secondaryManager } = await aHouse(portal);
  const siret = freshSiret();
  await signInByCookie(context, portal, primaryManager);
  await page.goto(routes.structure(structure.id));
  await page.getByRole("link", { name: "Modifier l'identifiant" }).click();
  await expectForEveryone(page, "Modifier l'identifiant - Tonnellerie Kerguelen");

  const ask = async (identifier: string) => {
    await page.getByRole("textbox", { name: "Identifiant", exact: true }).fill(identifier);
    await page.getByRole("button", { name: "Suivant" }).click();
  };
  await ask(specialSirets.closed);
  await expect(page.getByText(/L'établissement correspondant à ce SIRET est fermé/).first()).toBeVisible();
  await ask(specialSirets.unknown);
  await expect(page.getByText("Ce numéro de SIRET est inconnu de la base Sirene.").first()).toBeVisible();
  await ask(specialSirets.publicBody);
  await expect(page.getByText(/Cet identifiant est celui d'une personne publique/).first()).toBeVisible();
  await ask(siret);

  await expect(page.getByRole("heading", { name: "Avant" })).toBeVisible();
  await expect(page.getByText(`La raison sociale devient celle de la base Sirene : ATELIER`)).toBeVisible();
  await page.locator("#form-password").fill("not this one 12");
  await page.getByRole("button", { name: "Confirmer la modification" }).click();
  await expect(page.getByText("Le mot de passe saisi est incorrect.").first()).toBeVisible();
  await page.locator("#form-password").fill(PASSWORD);
  await page.getByRole("button", { name: "Confirmer la modification" }).click();
  await expect(
    page.getByRole("status").filter({ hasText: "L'identifiant de la structure a été modifié." }),
  ).toBeVisible();
  for (const { contactEmail } of [primaryManager, secondaryManager]) {
    await mailbox.waitFor(contactEmail, /L'identifiant de .* a changé/);
  }
});

test("R-801, R-005 · the primary manager alone deactivates the structure, knowing what it means", async ({
  page,
  context,
  browser,
  portal,
  mailbox,
}) => {
  const { structure, primaryManager, secondaryManager } = await aHouse(portal);
  const elsewhere = await browser.newContext({ baseURL: portal.url });
  await signInByCookie(elsewhere, portal, secondaryManager);
  const other = await elsewhere.newPage();
  await other.goto(routes.structure(structure.id));
  await expect(other.getByRole("link", { name: "Désactiver la structure" })).toHaveCount(0);
  expect((await other.goto(routes.deactivateStructure(structure.id)))?.status()).toBe(404);
  await elsewhere.close();

  await signInByCookie(context, portal, primaryManager);
  await page.goto(routes.structure(structure.id));
  await page.getByRole("link", { name: "Désactiver la structure" }).click();
  await expectForEveryone(page, "Désactiver la structure - Tonnellerie Kerguelen");
  await expect(page.getByText(/Les \d+ demandes en attente sont annulées/)).toBeVisible();
  await page.locator("#form-password").fill(PASSWORD);
  await page.getByRole("button", { name: "Désactiver la structure" }).click();
  await expect(page.getByText("Cette structure est inactive sur le portail. Contactez le support.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Désactiver la structure" })).toHaveCount(0);
  await mailbox.waitFor(secondaryManager.contactEmail, /est désactivée/);
});

test("R-005, SEC-63 · a simple user reads the sheet and changes nothing; an individual's number is masked", async ({
  page,
  context,
  portal,
}) => {
  // Nobody shares it with another run: the place of birth is drawn.
  const identifier = `27012${10_000 + Math.floor(Math.random() * 80_000)}`.slice(0, 10);
  const { structure, member } = await aHouse(portal, { identifierType: "PARTICULIER", identifier });
  await signInByCookie(context, portal, member);
  await page.goto(routes.structure(structure.id));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Consultation d'une structure");
  await expect(page.getByRole("main").getByRole("textbox")).toHaveCount(0);
  await expect(page.getByText("2*********").first()).toBeVisible();
  expect(await page.content()).not.toContain(identifier);
  await expectForEveryone(page, "Informations générales - Tonnellerie Kerguelen");
});

test("R-853, R-903 · a signed-in person creates a structure and manages it at once", { tag: "@no-js" }, async ({
  page,
  context,
  portal,
  javaScriptEnabled,
}) => {
  const { cookie } = await aSignedInPerson(portal);
  const [name = "", value = ""] = cookie.split(/=(.*)/s);
  await context.addCookies([{ name, value, url: portal.url, httpOnly: true, sameSite: "Lax" }]);
  await page.goto(routes.newStructure());
  if (javaScriptEnabled) await expectForEveryone(page, "Créer une structure");
  await page.getByLabel("Type d'identifiant").selectOption("EN_COURS_IMMATRICULATION");
  await page.getByRole("textbox", { name: "Identifiant", exact: true }).fill(freshIdentifier());
  await page.getByRole("button", { name: "Rechercher" }).click();

  await page.getByLabel("Raison sociale").fill("Chantier naval du Faou");
  await page.getByRole("textbox", { name: "Adresse", exact: true }).fill("1 quai Vauban");
  await page.getByLabel("Code postal").fill("29590");
  await page.getByLabel("Ville").fill("Le Faou");
  await page.getByRole("button", { name: "Créer la structure" }).click();
  await expect(page.getByRole("status").filter({ hasText: "La structure est créée." })).toBeVisible();
  await expect(page.getByText("Chantier naval du Faou").first()).toBeVisible();
});

test("R-853 · whoever wants to create a structure that exists is led to ask for it", async ({
  page,
  context,
  portal,
}) => {
  const { structure } = await aHouse(portal);
  const { cookie } = await aSignedInPerson(portal);
  const [name = "", value = ""] = cookie.split(/=(.*)/s);
  await context.addCookies([{ name, value, url: portal.url, httpOnly: true, sameSite: "Lax" }]);
  await page.goto(routes.newStructure());
  await page.getByLabel("Type d'identifiant").selectOption(structure.identifierType);
  await page.getByRole("textbox", { name: "Identifiant", exact: true }).fill(structure.identifier);
  await page.getByRole("button", { name: "Rechercher" }).click();
  await page.waitForURL(/\/mon-compte\/rattachements\/nouveau/);
  await expect(page.getByText("Tonnellerie Kerguelen").first()).toBeVisible();
});
