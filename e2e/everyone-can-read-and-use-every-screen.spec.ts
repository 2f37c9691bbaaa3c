import { randomUUID } from "node:crypto";
import { expectForEveryone } from "./support/expect-for-everyone";
import { aManagedStructure, anAccountAt, freshIdentifier } from "./support/known-structures";
import { signInByCookie } from "./support/people";
import {
  activationLink,
  choosePassword,
  createAccount,
  describeStructure,
  goOn,
  humanCheckPassed,
  introduceOneself,
  searchOrganisation,
} from "./support/sign-up-steps";
import { expect, test } from "./support/test";

test("A11Y-34 · the wizard and S-03: every screen and error state, for every eye and window", async ({
  page,
  person,
  freshSiret,
}) => {
  test.setTimeout(300_000);
  await page.goto("/inscription");
  await expectForEveryone(page, "Créer un compte - .* - étape 1 sur 4");
  await goOn(page);
  await expectForEveryone(page, "Erreur : Créer un compte - .* - étape 1 sur 4");
  await introduceOneself(page, person);
  await expectForEveryone(page, "Créer un compte - .* - étape 2 sur 4");
  await searchOrganisation(page, "SIRET", "73282932000079");
  await expectForEveryone(page, "Erreur : Créer un compte - .* - étape 2 sur 4");
  await searchOrganisation(page, "SIRET", freshSiret());
  await expect(page.getByRole("heading", { name: "Je crée ma structure" })).toBeVisible();
  await expectForEveryone(page, "Créer un compte - .* - étape 2 sur 4");
  await page.getByLabel("Code postal").fill("3");
  await goOn(page);
  await expectForEveryone(page, "Erreur : Créer un compte - .* - étape 2 sur 4");
  await page.getByLabel("Code postal").fill("35000");
  await goOn(page);
  await page.waitForURL("**/inscription/espaces");
  await expectForEveryone(page, "Créer un compte - .* - étape 3 sur 4");
  await page.getByLabel("Activer l'espace Mémoires de frais de justice").check();
  await goOn(page);
  await expectForEveryone(page, "Erreur : Créer un compte - .* - étape 3 sur 4");
  await page.getByLabel("Catégorie de prestataire").selectOption("expert");
  await goOn(page);
  await page.waitForURL("**/inscription/verification");
  await humanCheckPassed(page);
  await expectForEveryone(page, "Créer un compte - .* - étape 4 sur 4");
  await createAccount(page);
  await expectForEveryone(page, "Récapitulatif de la création de votre compte");
});

test("A11Y-34 · the other identifiers, the question of case D and a refused anti-robot check", async ({
  page,
  portal,
  person,
  widget,
}) => {
  test.setTimeout(300_000);
  widget.behaviour = { kind: "fails" };
  const { structure } = await aManagedStructure(portal);
  await page.goto("/inscription");
  await introduceOneself(page, person);
  await page.getByLabel("Type d'identifiant").selectOption("PARTICULIER");
  await expectForEveryone(page, "Créer un compte - .* - étape 2 sur 4");
  await page.getByLabel("Type d'identifiant").selectOption("HORS_UE");
  await expectForEveryone(page, "Créer un compte - .* - étape 2 sur 4");
  await searchOrganisation(page, "EN_COURS_IMMATRICULATION", structure.identifier);
  await describeStructure(page, { legalName: "La mienne" });
  await expectForEveryone(page, "Créer un compte - .* - étape 2 sur 4");
  await goOn(page);
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectForEveryone(page, "Créer un compte - .* - étape 2 sur 4");
  await page.getByRole("button", { name: "Confirmer" }).click();
  await page.waitForURL("**/inscription/verification");
  await page.getByRole("button", { name: "Créer mon compte" }).click();
  await expectForEveryone(page, "Erreur : Créer un compte - .* - étape 4 sur 4");
});

test("A11Y-34 · activation: S-04, its errors, erasing, S-05", async ({ page, person, mailbox }) => {
  test.setTimeout(300_000);
  await page.goto("/inscription");
  await introduceOneself(page, person);
  await searchOrganisation(page, "EN_COURS_IMMATRICULATION", freshIdentifier());
  await describeStructure(page, { legalName: "Pousse verte" });
  await goOn(page);
  await page.waitForURL("**/inscription/espaces");
  await goOn(page);
  await createAccount(page);

  await page.goto(await activationLink(mailbox, person));
  await expectForEveryone(page, "Activation du compte utilisateur");
  await page.getByRole("button", { name: "Soumettre" }).click();
  await expectForEveryone(page, "Erreur : Activation du compte utilisateur");
  await choosePassword(page, person);
  await expect(page.getByText(/Niveau de sécurité du mot de passe\s: 4/).first()).toBeVisible();
  await expectForEveryone(page, "Erreur : Activation du compte utilisateur");
  await page.getByRole("link", { name: "Désactiver mon compte" }).click();
  await page.waitForURL("**/activation/effacer");
  await expectForEveryone(page, "Désactiver mon compte");
  await page.getByRole("button", { name: "Confirmer la désactivation" }).click();
  await page.waitForURL("**/activation/effacee");
  await expectForEveryone(page, "Demande de compte effacée");
  await page.goto("/activation/refusee");
  await expectForEveryone(page, "Activation du compte refusée");
});

test("A11Y-34 · what a visitor reaches without an account, and what he is told there", async ({
  page,
  portal,
  complaints,
}) => {
  test.setTimeout(300_000);
  complaints.expectComplaint(/status of (404|503)/);
  const city = `Ville ${freshIdentifier()}`;
  await aManagedStructure(portal, { sector: "public", legalName: "Mairie de l'Exemple", city });
  await page.goto("/");
  await page.locator("#nouveau").getByRole("button", { name: "Valider" }).click();
  await expectForEveryone(page, "Erreur : Bienvenue sur le portail Attache");
  await page.goto("/connexion?motif=session-expiree");
  await page.getByRole("button", { name: "Se connecter" }).click();
  await expectForEveryone(page, "Erreur : Connexion");
  await page.goto("/renvoi-activation");
  await page.getByRole("button", { name: "Renvoyer le courriel" }).click();
  await expectForEveryone(page, "Erreur : Renvoyer le courriel d'activation");
  for (const [path, title] of Object.entries({
    [`/structures-publiques?recherche=${encodeURIComponent(city)}`]: "Rechercher une structure publique",
    "/structures-publiques?recherche=introuvable-nulle-part": "Rechercher une structure publique",
    "/structures-publiques?recherche=x": "Rechercher une structure publique",
    "/compte-desactive": "Compte désactivé",
    "/service-occupe": "Le portail est très sollicité",
    "/nulle-part": "Page introuvable",
  })) {
    await page.goto(path);
    await expectForEveryone(page, title);
  }
});

test("A11Y-34, A11Y-02 · S-09, S-10 and S-18, attached and not, and what is not there", async ({
  page,
  portal,
  person,
  context,
  complaints,
}) => {
  test.setTimeout(300_000);
  complaints.expectComplaint(/status of 404/);
  const alone = await anAccountAt(portal, { email: `alone.${person.email}` });
  await signInByCookie(context, portal, alone);
  await page.goto("/accueil");
  await expectForEveryone(page, "Accueil connecté");
  await page.goto("/mon-compte");
  await expectForEveryone(page, "Mon compte");

  const { manager } = await aManagedStructure(portal, {}, { email: person.email });
  await context.clearCookies();
  await signInByCookie(context, portal, manager);
  for (const [path, title] of Object.entries({
    "/accueil?bienvenue=attached": "Accueil connecté",
    "/espaces/factures-emises": "Factures émises",
    "/mon-compte": "Mon compte",
    [`/structures/${randomUUID()}`]: "Page introuvable",
  })) {
    await page.goto(path);
    await expectForEveryone(page, title);
    await expect(page.getByRole("main")).toHaveCount(1);
    await expect(page.getByRole("banner")).toHaveCount(1);
  }
});

test("A11Y-14 · the wizard and the sign-in go by keyboard alone, in the order of the screen", async ({
  page,
  portal,
  person,
  freshSiret,
}) => {
  test.slow();
  await page.goto("/inscription");
  const type = (text: string) => page.keyboard.type(text);
  const tabTo = async (name: string) => {
    await page.keyboard.press("Tab");
    await expect(page.locator(":focus")).toHaveAttribute("name", name);
  };
  await page.locator('[name="email"]').focus();
  await type(person.email);
  for (const [name, text] of [
    ["emailAgain", person.email],
    ["familyName", person.familyName],
    ["givenName", person.givenName],
    ["phonePrefix", ""],
    ["phone", "612345678"],
    ["contactEmail", ""],
  ] as const) {
    await tabTo(name);
    await type(text);
  }
  await tabTo("terms");
  await page.keyboard.press("Space");
  await page.keyboard.press("Tab");
  await expect(page.locator(":focus")).toHaveAttribute("href", "/conditions-generales");
  await tabTo("survey");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/inscription/organisation");

  await page.locator('[name="identifierType"]').focus();
  await type("SIRET");
  await expect(page.locator('[name="identifierType"]')).toHaveValue("SIRET");
  await tabTo("identifier");
  await type(freshSiret());
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Je crée ma structure" })).toBeVisible();
  await page.locator('[name="dume"]').focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/inscription/espaces");
  await page.locator('[name="workspaces"]').last().focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/inscription/verification");
  await humanCheckPassed(page);
  await page.getByRole("link", { name: "Modifier : Espaces de travail" }).focus();
  await page.keyboard.press("Tab");
  await expect(page.locator(":focus")).toHaveText("Créer mon compte");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/inscription/recapitulatif");

  const { manager } = await aManagedStructure(portal);
  await page.goto("/connexion");
  await page.locator("#form-email").focus();
  await type(manager.email);
  await tabTo("password");
  await type("éléphant-vert 42");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/accueil");
});

test("A11Y-14 · every stop of the keyboard on S-01 is seen, in the order of the page", async ({ page }) => {
  await page.goto("/");
  const stops: string[] = [];
  for (let stop = 0; stop < 40; stop++) {
    await page.keyboard.press("Tab");
    const focused = page.locator(":focus");
    if ((await focused.count()) === 0) break;
    const { name, seen } = await focused.evaluate((element) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const label = element.getAttribute("name") ?? element.textContent?.trim() ?? "";
      return { name: label, seen: outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2 };
    });
    expect(seen, `the focus on "${name}" is seen`).toBe(true);
    stops.push(name);
  }
  const fields = stops.filter((name) => ["email", "password", "siret", "Valider", "Créer un compte"].includes(name));
  expect(fields).toEqual(["email", "password", "email", "siret", "Valider", "Créer un compte"]);
});

const purposes: Record<string, Record<string, string>> = {
  "/connexion": { email: "username", password: "current-password" },
  "/inscription": {
    email: "email",
    familyName: "family-name",
    givenName: "given-name",
    phone: "tel-national",
    contactEmail: "email",
  },
  "/renvoi-activation": { email: "email" },
};

test("A11Y-07 · every field about the person says its purpose to the browser", async ({ page, person, freshSiret }) => {
  const expectPurposes = async (fields: Record<string, string>) => {
    for (const [name, purpose] of Object.entries(fields)) {
      await expect(page.locator(`[name="${name}"]`), name).toHaveAttribute("autocomplete", purpose);
    }
  };
  for (const [path, fields] of Object.entries(purposes)) {
    await page.goto(path);
    await expectPurposes(fields);
  }
  await page.goto("/inscription");
  await introduceOneself(page, person);
  await searchOrganisation(page, "EN_COURS_IMMATRICULATION", freshSiret());
  await expect(page.getByLabel("Raison sociale")).toBeVisible();
  await expectPurposes({
    legalName: "organization",
    addressLine1: "address-line1",
    addressLine2: "address-line2",
    postcode: "postal-code",
    city: "address-level2",
    country: "country",
  });
});
