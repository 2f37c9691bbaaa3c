import type { Client } from "pg";
import { signIn } from "./support/sign-in";
import {
  activate,
  activationLink,
  createAccount,
  goOn,
  humanCheckPassed,
  introduceOneself,
  searchOrganisation,
} from "./support/sign-up-steps";
import { specialSirets } from "./support/sirene-stand-in";
import { expect, type Person, test } from "./support/test";

test("S-02, R-309 A, R-403 · a visitor creates his company from its SIRET and enters a workspace of it", {
  tag: "@phone",
}, async ({ page, person, freshSiret, mailbox }) => {
  // A long way, at the pace of a busy machine.
  test.slow();
  const siret = freshSiret();
  const name = `ATELIER ${siret.slice(0, 9)}`;
  const grouped = siret.replace(/^(\d{3})(\d{3})(\d{3})/, "$1 $2 $3 ");

  await test.step("S-01 carries the address and the SIRET into the wizard", async () => {
    await page.goto("/");
    const newVisitor = page.locator("#nouveau");
    await newVisitor.getByLabel("Adresse électronique de connexion").fill(person.email);
    await newVisitor.getByLabel("Numéro de SIRET").fill(grouped);
    await newVisitor.getByRole("button", { name: "Valider" }).click();
    await page.waitForURL("**/inscription");
    await expect(page.getByLabel("Adresse électronique de connexion").first()).toHaveValue(person.email);
  });

  await test.step("step 1: who he is", async () => {
    await expect(page).toHaveTitle("Créer un compte - Informations personnelles - étape 1 sur 4 - Attache");
    await introduceOneself(page, person);
  });

  await test.step("R-313, M-21, M-25, A11Y-11, step 2: the register knows the company, he only checks it", async () => {
    await expect(page).toHaveTitle("Créer un compte - Informations sur l'organisation - étape 2 sur 4 - Attache");
    const main = page.getByRole("main");
    await expect(main.getByRole("heading", { name: "Je crée ma structure" })).toBeVisible();
    await expect(main.getByText(name, { exact: true })).toBeVisible();
    await expect(main.getByText("Source : base Sirene, Insee")).toBeVisible();
    await expect(
      main.getByText(
        "Cette structure n'existe pas encore sur le portail. Vous en deviendrez le gestionnaire principal.",
      ),
    ).toBeVisible();
    await expect(main.getByText("Nous vous invitons à vérifier les données et les modifier si besoin.")).toBeVisible();
    await expect(page.getByLabel("Raison sociale")).toHaveCount(0);
    await expect(page.getByRole("textbox", { name: "Adresse", exact: true })).toHaveValue("10-12 B RUE DE L EXEMPLE");
    await expect(page.getByLabel("Libellé de la structure")).toHaveValue("CHEZ L EXEMPLE");
    await expect(page.getByLabel("Code postal")).toHaveValue("35000");
    await expect(page.getByLabel("Déposer des demandes de paiement")).toBeChecked();
    await expect(page.getByLabel("Créer et/ou consulter des DUME")).not.toBeChecked();
    await goOn(page);
  });

  await test.step("step 3: T-18, two workspaces are on; he adds one", async () => {
    await page.waitForURL("**/inscription/espaces");
    const on = page.locator('input[name="workspaces"]:checked');
    await expect(on).toHaveCount(2);
    await expect(page.getByLabel("Activer l'espace Factures émises")).toBeChecked();
    await expect(page.getByLabel("Activer l'espace Sollicitations émises")).toBeChecked();
    await page.getByLabel("Activer l'espace Suivi des flux").check();
    await goOn(page);
  });

  await test.step("R-317, step 4: everything once more, each part to be changed, and the anti-robot check", async () => {
    await page.waitForURL("**/inscription/verification");
    for (const text of [
      person.email,
      name,
      "Suivi des flux",
      "Vous serez gestionnaire principal de cette structure.",
    ]) {
      await expect(page.getByRole("main").getByText(text).first()).toBeVisible();
    }
    await expect(page.getByRole("main").getByRole("textbox")).toHaveCount(0);
    for (const part of ["Informations personnelles", "Informations sur l'organisation", "Espaces de travail"]) {
      await expect(page.getByRole("link", { name: `Modifier : ${part}`, exact: true })).toBeVisible();
    }
    await expect(page.getByRole("group", { name: "Vérification anti-robot" })).toBeVisible();
    await createAccount(page);
  });

  await test.step("S-03, R-405: it says what happens next, and where to look for the mail first", async () => {
    const main = page.getByRole("main");
    await expect(main).toContainText("Camille DURAND, votre compte a été créé avec succès. Nous vous en remercions.");
    await expect(main).toContainText(`à l'adresse ${person.email}.`);
    await expect(main).toContainText("regardez d'abord dans vos courriers indésirables");
    await expect(main).toContainText(/ce lien reste valable jusqu'au \d\d\/\d\d\/\d{4} \d\d:\d\d:\d\d/);
    await expect(main).toContainText("vous serez gestionnaire principal de la structure suivante");
    await expect(page.getByRole("row").filter({ hasText: /CHEZ L EXEMPLE/ })).toContainText("Camille DURAND");
  });

  await test.step("N-01 and N-02 arrive at the login address", async () => {
    const summary = await mailbox.waitFor(person.email, /Récapitulatif de votre inscription/);
    expect(summary.text).toContain(name);
    expect(summary.text).toContain("Gestionnaire principal, dès l'activation de votre compte");
    const invitation = await mailbox.waitFor(person.email, /Activez votre compte/);
    expect(invitation.subject).toBe("[Attache] Activez votre compte");
    expect(invitation.text).toContain("Bonjour Camille DURAND,");
    expect(invitation.text).toMatch(/Ce courriel sera valable jusqu'au/);
    expect(await mailbox.mailsTo(person.email)).toHaveLength(2);
  });

  await test.step("S-04: he chooses a password and a secret question", async () => {
    await page.goto(await activationLink(mailbox, person));
    await expect(page).toHaveURL(/\/activation$/);
    await expect(page.getByRole("main")).toContainText(person.email);
    const password = page.getByLabel("Mot de passe").first();
    await password.fill("court");
    await expect(page.getByText(/Niveau de sécurité du mot de passe\s: [01] /).first()).toBeVisible();
    await password.fill(person.password);
    await expect(page.getByText(/Niveau de sécurité du mot de passe\s: [34] \((Bon|Fort)\)/).first()).toBeVisible();
    await password.press("Tab");
    await page.keyboard.press("Enter");
    await expect(password).toHaveAttribute("type", "text");
    await page.getByLabel("Confirmation").first().fill(person.password);
    await page
      .getByLabel("Question secrète")
      .selectOption({ label: "Quel était le nom de votre premier animal de compagnie ?" });
    await page.getByLabel("Réponse").fill(person.secretAnswer);
    await page.getByRole("button", { name: "Soumettre" }).click();
  });

  await test.step("S-09, M-31, R-301, R-302: his name, his tabs in their order, no earlier sign-in", async () => {
    await expect(page.getByText("Votre compte est activé et vous pouvez désormais utiliser le portail.")).toBeVisible();
    const tabs = page.getByRole("navigation", { name: "Rubriques" }).getByRole("link");
    await expect(tabs).toHaveText([
      "Accueil connecté",
      "Activités du gestionnaire",
      "Factures émises",
      "Sollicitations émises",
      "Suivi des flux",
      "Mon compte",
    ]);
    const banner = page.getByRole("banner");
    await expect(banner.getByRole("link", { name: "Attache" })).toBeVisible();
    await expect(banner.getByRole("link", { name: "Camille Durand" })).toHaveAttribute("href", "/mon-compte");
    await expect(banner.getByRole("link", { name: "Besoin d'aide ?" })).toBeVisible();
    await expect(banner).not.toContainText("Dernière connexion");
    await expect(page.getByText("Vous avez créé la structure et en êtes le gestionnaire principal.")).toBeVisible();
  });

  await test.step("S-18, R-1208: the workspace is his, with what it is for and who may act", async () => {
    await page.getByRole("navigation", { name: "Rubriques" }).getByRole("link", { name: "Factures émises" }).click();
    await page.waitForURL("**/espaces/factures-emises");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Factures émises");
    await expect(page.getByRole("main")).toContainText("Pour saisir ou déposer les factures destinées aux entités");
    const row = page.getByRole("table").getByRole("row").filter({ hasText: grouped });
    await expect(row).toContainText("Modification");
    await expect(row).toContainText("Camille");
  });

  await test.step("R-420, R-301: he signs out, and in again with his password", async () => {
    await page.getByRole("button", { name: "Déconnexion" }).click();
    await expect(page.getByText("Vous êtes déconnecté. À bientôt !")).toBeVisible();
    await signIn(page, person);
    await page.waitForURL("**/accueil");
    await expect(page.getByRole("banner")).toContainText(/Dernière connexion le \d\d\/\d\d\/\d{4} \d\d:\d\d:\d\d/);
    await expect(page.getByRole("navigation", { name: "Rubriques" })).toContainText("Factures émises");
  });
});

test("R-1209 · a visitor does all of it in English, mails included", async ({ page, person, freshSiret, mailbox }) => {
  await page.goto("/");
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.getByRole("link", { name: "Create an account" }).click();
  await expect(page).toHaveTitle("Create an account - Personal details - step 1 of 4 - Attache");
  await introduceOneself(page, person, "en");
  await searchOrganisation(page, "SIRET", freshSiret(), "en");
  await expect(page.getByRole("heading", { name: "Creating my structure" })).toBeVisible();
  await goOn(page, "en");
  await page.waitForURL("**/inscription/espaces");
  await goOn(page, "en");
  await createAccount(page, "en");
  await expect(page.getByText("Camille DURAND, your account has been created. Thank you.")).toBeVisible();
  const { text } = await mailbox.waitFor(person.email, /Activate your account/);
  expect(text).toContain("Hello Camille DURAND,");

  await activate(page, await activationLink(mailbox, person, "en"), person, "en");
  await expect(page.getByText("Your account is active and you can now use the portal.")).toBeVisible();
  await page.getByRole("link", { name: "Issued invoices" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Issued invoices");
});

test("R-320 · a visitor who names a public body waits for support, and its manager's seat stays empty", async ({
  page,
  person,
  mailbox,
}) => {
  // The one public body of the stand-in register: this test alone signs up for it.
  const siret = specialSirets.publicBody;
  await page.goto("/inscription");
  await introduceOneself(page, person);
  await searchOrganisation(page, "SIRET", siret);
  await expect(page.getByText("Cette structure est une personne publique")).toBeVisible();
  await expect(page.getByText("Vous en deviendrez le gestionnaire principal.")).toHaveCount(0);
  await goOn(page);
  await page.waitForURL("**/inscription/espaces");
  await goOn(page);
  await createAccount(page);
  await expect(page.getByText("votre demande de gestion de la structure suivante sera examinée")).toBeVisible();
  await activate(page, await activationLink(mailbox, person), person);
  await expect(page.getByText("Cette structure n'a pas de gestionnaire : le support en a été informé")).toBeVisible();
  await page.goto("/espaces/factures-emises");
  await expect(page).toHaveURL(/\/accueil$/);
});

test("SEC-30 · a visitor who sends step 4 twice is registered once, and sees S-03 both times", async ({
  page,
  context,
  portal,
  person,
  freshSiret,
  database,
}) => {
  await page.goto("/inscription");
  await introduceOneself(page, person);
  await searchOrganisation(page, "SIRET", freshSiret());
  await expect(page.getByRole("heading", { name: "Je crée ma structure" })).toBeVisible();
  await goOn(page);
  await page.waitForURL("**/inscription/espaces");
  await goOn(page);
  await page.waitForURL("**/inscription/verification");
  const draft = (await context.cookies(portal.url)).filter(({ name }) => name.includes("draft"));
  expect(draft.length).toBeGreaterThan(0);
  await humanCheckPassed(page);
  await page.getByRole("button", { name: "Créer mon compte" }).dblclick();
  await page.waitForURL("**/inscription/recapitulatif");

  // The same form in progress once more, as from a second tab.
  await context.addCookies(draft);
  await page.goto("/inscription/verification");
  await createAccount(page);
  await expect(page.getByText("votre compte a été créé avec succès")).toBeVisible();
  expect(await registrationsOf(database, person)).toBe(1);
});

test("R-308 · a visitor goes back and forth, and finds what he typed", async ({ page, person, freshSiret }) => {
  await page.goto("/inscription");
  await introduceOneself(page, person);
  await searchOrganisation(page, "SIRET", freshSiret());
  await page.getByLabel("Libellé de la structure").fill("Mon atelier");
  await page.getByRole("button", { name: "Précédent" }).click();
  await page.waitForURL("**/inscription");
  await expect(page.getByRole("textbox", { name: "Nom", exact: true })).toHaveValue(person.familyName);
  await expect(page.getByLabel("J'accepte les conditions générales")).toBeChecked();
  await goOn(page);
  await page.waitForURL("**/inscription/organisation");
  await expect(page.getByLabel("Libellé de la structure")).toHaveValue("Mon atelier");
  await goOn(page);
  await page.waitForURL("**/inscription/espaces");
  await page.getByLabel("Activer l'espace Engagements").check();
  await goOn(page);
  await page.waitForURL("**/inscription/verification");

  await page.goBack();
  await page.waitForURL("**/inscription/espaces");
  await page.goForward();
  await page.waitForURL("**/inscription/verification");
  await page.reload();
  await expect(page.getByRole("main")).toContainText("Mon atelier");
  await page.getByRole("link", { name: "Modifier : Espaces de travail" }).click();
  await expect(page.getByLabel("Activer l'espace Engagements")).toBeChecked();
});

test("SEC-30 · a visitor cannot skip to a later step", async ({ page, person }) => {
  for (const step of ["organisation", "espaces", "verification"]) {
    await page.goto(`/inscription/${step}`);
    await expect(page).toHaveURL(/\/inscription$/);
  }
  await introduceOneself(page, person);
  await page.goto("/inscription/verification");
  await expect(page).toHaveURL(/\/inscription\/organisation$/);
  await page.goto("/inscription/recapitulatif");
  await expect(page).toHaveURL(/\/$/);
});

async function registrationsOf(database: Client, { email }: Person): Promise<number> {
  const { rows } = await database.query("select 1 from registrations where email = $1", [email]);
  return rows.length;
}
