import { randomBytes } from "node:crypto";
import { aManagedStructure } from "./support/known-structures";
import {
  activate,
  activationLink,
  createAccount,
  describeStructure,
  goOn,
  introduceOneself,
  searchOrganisation,
} from "./support/sign-up-steps";
import { specialSirets } from "./support/sirene-stand-in";
import { expect, test } from "./support/test";

test("R-309 D, R-314, M-23, M-33 · a visitor whose foreign company is known creates an account without it", async ({
  page,
  portal,
  person,
  mailbox,
}) => {
  test.slow();
  const { structure } = await aManagedStructure(portal, { legalName: "Pousse verte" });
  const { identifier } = structure;

  await page.goto("/inscription");
  await introduceOneself(page, person);
  await searchOrganisation(page, "EN_COURS_IMMATRICULATION", identifier);
  await expect(
    page.getByText(
      "Une structure portant cet identifiant existe déjà sur le portail. Votre compte sera créé sans lien avec cette structure.",
    ),
  ).toBeVisible();
  await describeStructure(page, { legalName: "La mienne" });
  await goOn(page);

  const dialog = page.getByRole("dialog", { name: "Création de compte sans rattachement" });
  await test.step("A11Y-22: the question is modal, Escape answers no, and nothing typed is lost", async () => {
    await expect(dialog).toContainText(`portant l'identifiant ${identifier} : Pousse verte.`);
    await expect(dialog.locator("h2:focus")).toHaveCount(1);
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
    await expect(page.getByLabel("Raison sociale")).toHaveValue("La mienne");
    await goOn(page);
  });

  await dialog.getByRole("button", { name: "Confirmer" }).click();
  await createAccount(page);
  await expect(page.getByRole("table")).toHaveCount(0);
  await activate(page, await activationLink(mailbox, person), person);
  await expect(
    page.getByText(
      "Votre compte est activé. Avant de pouvoir transmettre vos factures, vous devez vous rattacher à votre structure (entreprise) depuis l'onglet « Mon compte ».",
    ),
  ).toBeVisible();
  await page.goto("/espaces/factures-emises");
  await expect(page).toHaveURL(/\/accueil$/);
});

test("R-152 · a visitor who shares an individual's identifier learns nothing about him", async ({
  page,
  portal,
  person,
}) => {
  const [year = 0, town = 0] = randomBytes(2);
  const identifier = `2${String(year % 100).padStart(2, "0")}0135${String(town).padStart(3, "0")}`;
  await aManagedStructure(portal, { identifierType: "PARTICULIER", identifier, legalName: "Solange Tamisier" });

  await page.goto("/inscription");
  await introduceOneself(page, person);
  await searchOrganisation(page, "PARTICULIER", identifier);
  await expect(page.getByText("Votre compte sera créé sans lien avec cette structure.")).toBeVisible();
  await page.getByRole("textbox", { name: "Adresse", exact: true }).fill("12 rue des Lilas");
  await page.getByLabel("Code postal").fill("35000");
  await page.getByRole("textbox", { name: "Ville", exact: true }).fill("Rennes");
  await goOn(page);
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("Il existe déjà une structure 'Particulier'. Si vous confirmez");
  expect(await page.content()).not.toContain("Tamisier");
});

// Down, slow, unknown, closed and masked are five different answers.
const refusals = {
  "an unknown SIRET": { siret: specialSirets.unknown, says: "Ce numéro de SIRET est inconnu de la base Sirene." },
  "a closed establishment": {
    siret: specialSirets.closed,
    says: "L'établissement correspondant à ce SIRET est fermé (depuis le 30/06/2021). Vous ne pouvez pas créer cette structure.",
  },
  "a SIRET with a wrong key": {
    siret: "73282932000079",
    says: "Le numéro de SIRET saisi n'est pas valide : il doit comporter 14 chiffres et respecter la clé de contrôle.",
  },
};

for (const [what, { siret, says }] of Object.entries(refusals)) {
  test(`R-207 · ${what} is refused on S-01 and in step 2, with what was typed`, async ({ page, person }) => {
    await page.goto("/");
    const newVisitor = page.locator("#nouveau");
    await newVisitor.getByLabel("Adresse électronique de connexion").fill(person.email);
    await newVisitor.getByLabel("Numéro de SIRET").fill(siret);
    await newVisitor.getByRole("button", { name: "Valider" }).click();
    await expect(newVisitor.getByRole("alert")).toContainText(says);
    await expect(newVisitor.getByLabel("Adresse électronique de connexion")).toHaveValue(person.email);
    await expect(newVisitor.getByLabel("Numéro de SIRET")).toHaveValue(siret);

    await page.goto("/inscription");
    await introduceOneself(page, person);
    await searchOrganisation(page, "SIRET", siret);
    await expect(page.getByRole("main").getByRole("alert")).toContainText(says);
    await expect(page.getByRole("textbox", { name: "Identifiant", exact: true })).toHaveValue(siret);
  });
}

test("R-207, A11Y-05 · what was said of an identifier is taken back as soon as another type is chosen", async ({
  page,
  person,
}) => {
  await page.goto("/inscription");
  await introduceOneself(page, person);
  await searchOrganisation(page, "SIRET", specialSirets.closed);
  const identifier = page.getByRole("textbox", { name: "Identifiant", exact: true });
  await expect(identifier).toHaveAccessibleDescription(/est fermé/);
  await page.locator('[name="identifierType"]').selectOption("RIDET");
  await expect(identifier).not.toHaveAccessibleDescription(/est fermé/);
  await expect(identifier).not.toHaveAttribute("aria-invalid");
  await page.locator('[name="identifierType"]').selectOption("SIRET");
  await expect(identifier).toHaveAccessibleDescription(/est fermé/);
});

for (const special of ["broken", "hanging"] as const) {
  test(`R-207 · a register that is ${special === "broken" ? "down" : "too slow"} lets the visitor type (M-13), and keeps it`, async ({
    page,
    person,
  }) => {
    await page.goto("/inscription");
    await introduceOneself(page, person);
    await searchOrganisation(page, "SIRET", specialSirets[special]);
    await expect(
      page.getByText(
        "La base Sirene est momentanément indisponible. Vous pouvez saisir vous-même les informations de la structure.",
      ),
    ).toBeVisible();
    await describeStructure(page, { legalName: "Atelier du Thabor", postcode: "35" });
    await goOn(page);
    await expect(page.getByRole("main").getByRole("alert")).toContainText(
      "Veuillez saisir un code postal de 5 chiffres",
    );
    await expect(page.getByLabel("Raison sociale")).toHaveValue("Atelier du Thabor");
    await page.getByLabel("Code postal").fill("35700");
    await goOn(page);
    await page.waitForURL("**/inscription/espaces");
    await page.getByRole("button", { name: "Précédent" }).click();
    await expect(page.getByLabel("Raison sociale")).toHaveValue("Atelier du Thabor");
  });
}

test("R-206 · a masked structure leaves its hidden fields to the visitor (M-17), and shows no mask", async ({
  page,
  person,
}) => {
  await page.goto("/inscription");
  await introduceOneself(page, person);
  await searchOrganisation(page, "SIRET", specialSirets.masked);
  await expect(page.getByText("Certaines informations de cette structure ne sont pas diffusibles.")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Adresse", exact: true })).toHaveValue("");
  await expect(page.getByRole("textbox", { name: "Ville", exact: true })).toHaveValue("RENNES");
  expect(await page.content()).not.toMatch(/\[(ND|NON-DIFFUSIBLE)\]/);

  await page.getByRole("button", { name: "Changer d'identifiant" }).click();
  await searchOrganisation(page, "SIRET", specialSirets.maskedPerson);
  await expect(page.locator('[name="legalName"]')).toHaveValue("");
  expect(await page.content()).not.toMatch(/\[(ND|NON-DIFFUSIBLE)\]/);
});

test("R-208 · a visitor who types another identifier in an older tab and goes back is told nothing of it before he searches", async ({
  page,
  context,
  portal,
  person,
  freshSiret,
}) => {
  const { structure } = await aManagedStructure(portal, { legalName: "Pousse verte" });
  await page.goto("/inscription");
  await introduceOneself(page, person);
  const other = await context.newPage();
  await other.goto("/inscription/organisation");
  await searchOrganisation(other, "SIRET", freshSiret());
  await expect(other.getByLabel("Libellé de la structure")).toBeVisible();

  await page.getByLabel("Type d'identifiant").selectOption("EN_COURS_IMMATRICULATION");
  await page.getByRole("textbox", { name: "Identifiant", exact: true }).fill(structure.identifier);
  await page.getByRole("button", { name: "Précédent" }).click();
  await page.waitForURL("**/inscription");
  await goOn(page);
  await page.waitForURL("**/inscription/organisation");
  await expect(page.getByRole("textbox", { name: "Identifiant", exact: true })).toHaveValue(structure.identifier);
  await expect(page.getByRole("main")).not.toContainText("existe déjà sur le portail");
  await expect(page.getByRole("main")).not.toContainText("Pousse verte");
});
