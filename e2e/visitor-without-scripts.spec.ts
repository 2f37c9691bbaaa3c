import { PASSWORD } from "@/lib/testing/people";
import { aManagedStructure, anAccountAt, freshIdentifier } from "./support/known-structures";
import { signIn } from "./support/sign-in";
import {
  activate,
  activationLink,
  describeStructure,
  goOn,
  introduceOneself,
  searchOrganisation,
} from "./support/sign-up-steps";
import { expect, test } from "./support/test";

// A11Y-31. The check against robots is the one step that needs scripts: this portal has it switched off.
test.use({ javaScriptEnabled: false, portalKind: "open" });

test("A11Y-31 · without scripts a visitor creates his company, enters a workspace, signs out and in again", async ({
  page,
  person,
  freshSiret,
  mailbox,
}) => {
  test.slow();
  const siret = freshSiret();

  await test.step("S-01 carries the address and the SIRET into the wizard", async () => {
    await page.goto("/");
    await expect(page.getByRole("button", { name: /Afficher/ })).toHaveCount(0);
    const newVisitor = page.locator("#nouveau");
    await newVisitor.getByLabel("Adresse électronique de connexion").fill(person.email);
    await newVisitor.getByLabel("Numéro de SIRET").fill(siret);
    await newVisitor.getByRole("button", { name: "Valider" }).click();
    await expect(page).toHaveURL(/\/inscription$/);
    await expect(page.getByLabel("Adresse électronique de connexion").first()).toHaveValue(person.email);
  });

  await test.step("step 1: a mistake, then everything right", async () => {
    await goOn(page);
    const summary = page.getByRole("main").getByRole("alert");
    await expect(summary).toContainText("Vous devez accepter les conditions générales");
    await expect(page).toHaveTitle(/^Erreur : /);
    await expect(page.getByLabel("Adresse électronique de connexion").first()).toHaveValue(person.email);
    await introduceOneself(page, person);
  });

  await test.step("steps 2 to 4", async () => {
    await expect(page.getByText("ne figure pas dans l'échantillon de la base Sirene")).toBeVisible();
    await describeStructure(page, { legalName: "Atelier du Thabor" });
    await goOn(page);
    await expect(page).toHaveURL(/\/inscription\/espaces$/);
    await goOn(page);
    await expect(page).toHaveURL(/\/inscription\/verification$/);
    await page.getByRole("button", { name: "Créer mon compte" }).click();
    await expect(page).toHaveURL(/\/inscription\/recapitulatif$/);
    await expect(page.getByText("Camille DURAND, votre compte a été créé avec succès.")).toBeVisible();
  });

  await test.step("S-04 and S-09", async () => {
    const link = await activationLink(mailbox, person);
    await page.goto(link);
    await page.getByRole("button", { name: "Soumettre" }).click();
    const summary = page.getByRole("main").getByRole("alert");
    // Each link says which field it is about (A11Y-28).
    for (const field of ["Mot de passe", "Confirmation"]) {
      await expect(
        summary.getByRole("link", { name: `${field} – Ce champ est obligatoire.`, exact: true }),
      ).toBeVisible();
    }
    await activate(page, link, person);
    await expect(page.getByText("Votre compte est activé et vous pouvez désormais utiliser le portail.")).toBeVisible();
    await page.getByRole("link", { name: "Factures émises" }).first().click();
    await expect(page.getByRole("table")).toContainText("Atelier du Thabor");
  });

  await test.step("sign-out and sign-in", async () => {
    await page.getByRole("button", { name: "Déconnexion" }).click();
    await expect(page.getByText("Vous êtes déconnecté. À bientôt !")).toBeVisible();
    await signIn(page, { email: person.email, password: "not the right one 1" });
    await expect(page.getByRole("main").getByRole("alert")).toContainText("mot de passe incorrect");
    await expect(page.getByLabel("Adresse électronique de connexion")).toHaveValue(person.email);
    await signIn(page, person);
    await expect(page.getByRole("banner")).toContainText("Dernière connexion le");
  });
});

test("A11Y-31, R-314 · without scripts the question of case D is a page of its own", async ({
  page,
  portal,
  person,
}) => {
  test.slow();
  const { structure } = await aManagedStructure(portal, { legalName: "Pousse verte" });
  await page.goto("/inscription");
  await introduceOneself(page, person);
  await searchOrganisation(page, "EN_COURS_IMMATRICULATION", structure.identifier);
  await describeStructure(page, { legalName: "La mienne" });
  await goOn(page);
  await expect(page.getByText("Création de compte sans rattachement")).toBeVisible();
  await page.getByRole("button", { name: "Annuler" }).click();
  await expect(page.getByLabel("Raison sociale")).toHaveValue("La mienne");
  await goOn(page);
  await page.getByRole("button", { name: "Confirmer" }).click();
  await expect(page).toHaveURL(/\/inscription\/verification$/);
  await expect(page.getByText("Votre compte sera créé sans lien avec une structure.")).toBeVisible();
});

test("A11Y-31, R-407 · without scripts a person asks for the activation mail again", async ({ page, person }) => {
  await page.goto("/renvoi-activation");
  await page.getByRole("button", { name: "Renvoyer le courriel" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toBeVisible();
  await page.getByLabel("Adresse électronique de connexion").fill(person.email);
  await page.getByRole("button", { name: "Renvoyer le courriel" }).click();
  await expect(page.getByText("Si un compte en attente d'activation correspond à cette adresse")).toBeVisible();
});

test("A11Y-31, S-17 · without scripts a visitor finds a public structure", async ({ page, portal }) => {
  const city = `Ville ${freshIdentifier()}`;
  await aManagedStructure(portal, { sector: "public", legalName: "Mairie de l'Exemple", city });
  await page.goto("/structures-publiques");
  await page.getByRole("searchbox").fill(city);
  await page.getByRole("button", { name: "Rechercher" }).click();
  await expect(page.getByRole("table")).toContainText("Mairie de l'Exemple");
});

test("A11Y-31, R-1209 · without scripts a person changes the language of his page", async ({
  page,
  portal,
  person,
}) => {
  await anAccountAt(portal, { email: person.email });
  await page.goto("/connexion");
  await signIn(page, { email: person.email, password: PASSWORD });
  await page.getByRole("button", { name: "English" }).click();
  await expect(page).toHaveURL(/\/accueil$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Signed-in home");
});
