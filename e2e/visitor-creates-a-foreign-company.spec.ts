import { randomBytes } from "node:crypto";
import {
  activate,
  activationLink,
  createAccount,
  describeStructure,
  goOn,
  introduceOneself,
  searchOrganisation,
} from "./support/sign-up-steps";
import { expect, test } from "./support/test";

test("R-309 C, R-130, R-316 · a visitor creates his company from outside the Union and enters a workspace of it", async ({
  page,
  person,
  mailbox,
}) => {
  // A long way, at the pace of a busy machine.
  test.slow();
  const name = `Lumen ${randomBytes(4).toString("hex")} Ltd`;

  await test.step("step 2: the portal works the identifier out from country and name", async () => {
    await page.goto("/inscription");
    await introduceOneself(page, person);
    await expect(page.getByText("Proposer l'identifiant")).toBeHidden();
    await page.getByLabel("Type d'identifiant").selectOption("HORS_UE");
    await expect(page.getByText("suivi des 16 premiers caractères de la raison sociale")).toBeVisible();
    await page.getByLabel("Pays").selectOption("US");
    await page.getByLabel("Raison sociale").fill(name);
    await page.getByRole("button", { name: "Rechercher" }).click();
    await expect(page.getByText("Vous en deviendrez le gestionnaire principal.")).toBeVisible();
    await expect(page.getByText(`US${name.toUpperCase().replaceAll(" ", "")}`.slice(0, 18))).toBeVisible();
    await describeStructure(page, { legalName: name, country: "US", postcode: "" });
    await goOn(page);
  });

  await test.step("step 3: justice costs ask for a category and a scheme", async () => {
    await page.waitForURL("**/inscription/espaces");
    const category = page.getByLabel("Catégorie de prestataire");
    await expect(category).toBeHidden();
    await page.getByLabel("Activer l'espace Mémoires de frais de justice").check();
    await expect(category).toBeVisible();
    await goOn(page);
    await expect(page.getByRole("main").getByRole("alert")).toContainText("Ce champ est obligatoire.");
    await expect(page.getByLabel("Activer l'espace Mémoires de frais de justice")).toBeChecked();
    await category.selectOption({ label: "Interprète ou traducteur" });
    await page.getByLabel("COSP").check();
    await goOn(page);
  });

  await createAccount(page);
  await expect(page.getByRole("row", { name })).toContainText("Camille DURAND");
  await activate(page, await activationLink(mailbox, person), person);
  await expect(page.getByText("Votre compte est activé et vous pouvez désormais utiliser le portail.")).toBeVisible();
  await page.getByRole("link", { name: "Mémoires de frais de justice" }).first().click();
  await page.waitForURL("**/espaces/memoires-frais-justice");
  await expect(page.getByRole("table")).toContainText(name);
});

test("R-309 C, R-315 · a visitor whose company is being registered wants the DUME alone: step 3 is skipped", async ({
  page,
  person,
  mailbox,
}) => {
  await page.goto("/inscription");
  await introduceOneself(page, person);
  await searchOrganisation(page, "EN_COURS_IMMATRICULATION", randomBytes(6).toString("hex"));
  await describeStructure(page, { legalName: "Pousse verte" });
  await page.getByLabel("Déposer des demandes de paiement").uncheck();
  await goOn(page);
  await expect(page.getByRole("main").getByRole("alert")).toContainText("Veuillez cocher au moins une fonctionnalité.");
  await expect(page.getByLabel("Raison sociale")).toHaveValue("Pousse verte");
  await page.getByLabel("Créer et/ou consulter des DUME").check();
  await goOn(page);
  await createAccount(page);
  await activate(page, await activationLink(mailbox, person), person);
  const tabs = page.getByRole("navigation", { name: "Rubriques" }).getByRole("link");
  await expect(tabs).toContainText(["Accueil connecté", "Sollicitations émises", "DUME", "Mon compte"]);
  await expect(tabs.filter({ hasText: "Factures émises" })).toHaveCount(0);
});
