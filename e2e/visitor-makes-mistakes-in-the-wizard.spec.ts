import type { Page } from "@playwright/test";
import { type IdentifierType, identifierTypes } from "@/lib/structure/identifier";
import { createAccount, goOn, humanCheckPassed, introduceOneself, searchOrganisation } from "./support/sign-up-steps";
import { expect, type Person, test } from "./support/test";

test("R-305, R-308, A11Y-01, A11Y-05 · step 1 names each mistake, takes the visitor there, and keeps the rest", async ({
  page,
  person,
}) => {
  await page.goto("/inscription");
  await expect(page.getByText("* champs obligatoires", { exact: true })).toBeVisible();
  await page.getByLabel("Adresse électronique de connexion").first().fill(person.email);
  await page.getByLabel("Ressaisissez votre adresse").fill(`other.${person.email}`);
  await page.getByRole("textbox", { name: "Nom", exact: true }).fill("<b>Durand</b>");
  await page.getByLabel("Téléphone").fill("12");
  await goOn(page);

  const summary = page.getByRole("main").getByRole("alert");
  await expect(summary).toBeFocused();
  await expect(page).toHaveTitle("Erreur : Créer un compte - Informations personnelles - étape 1 sur 4 - Attache");
  const wrong = {
    emailAgain: "Les deux adresses électroniques saisies ne sont pas identiques.",
    familyName: "Utilisez uniquement des lettres, des espaces, des traits d'union et des apostrophes",
    givenName: "Ce champ est obligatoire.",
    phone: "Le numéro de téléphone n'est pas valide.",
    terms: "Vous devez accepter les conditions générales d'utilisation pour créer votre compte.",
  };
  await expect(summary.getByRole("link")).toHaveCount(Object.keys(wrong).length);
  for (const [name, sentence] of Object.entries(wrong)) {
    const field = page.locator(`[name="${name}"]`);
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await expect(field).toHaveAccessibleDescription(new RegExp(sentence));
    await summary.locator(`a[href="#form-${name}"]`).press("Enter");
    await expect(field).toBeFocused();
  }
  await expect(page.locator('[name="email"]')).toHaveValue(person.email);
  await expect(page.locator('[name="emailAgain"]')).toHaveValue(`other.${person.email}`);
  await expect(page.locator('[name="familyName"]')).toHaveValue("<b>Durand</b>");
  await expect(page.locator('[name="email"]')).toHaveAccessibleDescription(/Champ valide/);
});

test("R-308 · an address that is none is refused, and the contact address follows the login until it is edited", async ({
  page,
  person,
}) => {
  await page.goto("/inscription");
  const contact = page.getByRole("textbox", { name: "E-mail de contact" });
  const login = page.getByLabel("Adresse électronique de connexion").first();
  await login.fill("camille@");
  await expect(contact).toHaveValue("camille@");
  await contact.fill("bureau@example.org");
  await login.fill("Camille Durand <camille@example.org>");
  await expect(contact).toHaveValue("bureau@example.org");
  await goOn(page);
  await expect(page.getByRole("main").getByRole("alert")).toContainText(
    "Veuillez saisir une adresse électronique valide (exemple : nom@domaine.fr).",
  );
  await expect(contact).toHaveValue("bureau@example.org");
  await introduceOneself(page, person);
});

const mistaken: [type: IdentifierType, identifier: string, sentence: string][] = [
  ["SIRET", "1234567890123", "Le numéro de SIRET saisi n'est pas valide : il doit comporter 14 chiffres"],
  ["UE_HORS_FRANCE", "FR23334175221", "Une structure française doit utiliser son SIRET."],
  ["UE_HORS_FRANCE", "DE136695977", "Le numéro de TVA intracommunautaire saisi n'est pas valide."],
  ["UE_HORS_FRANCE", "GB980780684", "Ce pays n'est pas membre de l'Union européenne"],
  ["HORS_UE", "DEABC", "L'identifiant doit commencer par le code d'un pays hors Union européenne"],
  ["TAHITI", "F9570", "L'identifiant saisi ne respecte pas le format attendu."],
  ["RIDET", "12345678", "L'identifiant saisi ne respecte pas le format attendu."],
  ["PARTICULIER", "1991399100", "L'identifiant saisi ne respecte pas le format attendu."],
  ["EN_COURS_IMMATRICULATION", "*", "L'identifiant saisi ne respecte pas le format attendu."],
];

test("R-104, T-08, T-10 · step 2 refuses a bad identifier of each type with its own sentence, and keeps it", async ({
  page,
  person,
}) => {
  test.slow();
  await page.goto("/inscription");
  await introduceOneself(page, person);
  const summary = page.getByRole("main").getByRole("alert");
  for (const [type, identifier, sentence] of mistaken) {
    await searchOrganisation(page, type, identifier);
    await expect(summary).toContainText(sentence);
    await expect(summary).toBeFocused();
    await expect(page).toHaveTitle(/^Erreur : Créer un compte - .* - étape 2 sur 4 - Attache$/);
    await expect(page.getByRole("textbox", { name: "Identifiant", exact: true })).toHaveValue(identifier);
    await expect(page.getByLabel("Type d'identifiant")).toHaveValue(type);
  }
});

test("A11Y-27 · going through the types of identifier moves neither the page nor the focus", async ({
  page,
  person,
}) => {
  await page.goto("/inscription");
  await introduceOneself(page, person);
  const list = page.getByLabel("Type d'identifiant");
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.isNavigationRequest() || request.method() === "POST") sent.push(request.url());
  });
  await list.focus();
  for (const type of identifierTypes) {
    await list.press("ArrowDown");
    await expect(list).toHaveValue(type);
    await expect(list).toBeFocused();
  }
  expect(sent).toEqual([]);
  await expect(page).toHaveURL(/\/inscription\/organisation$/);
});

test("R-318, SEC-29 · an anti-robot check that is refused (M-18) or cannot be judged (M-61) loses nothing", async ({
  page,
  person,
  freshSiret,
  widget,
}) => {
  test.slow();
  widget.behaviour = { kind: "passes", token: "not-a-token" };
  await reachVerification(page, person, freshSiret());
  await humanCheckPassed(page);
  await page.getByRole("button", { name: "Créer mon compte" }).click();
  const refusal = page.getByRole("main").getByRole("alert");
  await expect(refusal).toContainText("La vérification anti-robot a échoué. Veuillez réessayer.");
  await expect(refusal).toBeFocused();
  await expect(page.getByRole("main")).toContainText(person.email);

  await test.step("M-61: the service that judges it is down", async () => {
    widget.behaviour = { kind: "passes", token: `down-${person.email}` };
    await page.reload();
    await humanCheckPassed(page);
    await page.getByRole("button", { name: "Créer mon compte" }).click();
    await expect(refusal).toContainText("La vérification anti-robot est momentanément indisponible.");
    await expect(page.getByRole("main")).toContainText(person.email);
  });

  widget.behaviour = { kind: "passes" };
  await page.reload();
  await createAccount(page);
});

test("R-318, A11Y-09 · a widget that cannot load is explained, leads to the support, and nothing is stored", async ({
  page,
  person,
  freshSiret,
  widget,
  complaints,
  database,
}) => {
  complaints.expectComplaint(/ERR_INTERNET_DISCONNECTED|turnstile/i);
  widget.behaviour = { kind: "unreachable" };
  await reachVerification(page, person, freshSiret());
  const check = page.getByRole("group", { name: "Vérification anti-robot" });
  await expect(check).toContainText("La vérification n'a pas pu se faire.");
  await expect(check).toContainText(/Écrivez à \S+@\S+ ou appelez le/);
  await page.getByRole("button", { name: "Créer mon compte" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("La vérification anti-robot a échoué.");
  const { rows } = await database.query("select 1 from registrations where email = $1", [person.email]);
  expect(rows).toHaveLength(0);
});

test("SEC-32 · names with markup are text wherever they are shown", async ({ page, person, freshSiret }) => {
  await page.goto("/inscription");
  await introduceOneself(page, { ...person, familyName: "O'Brien-d'Été" });
  await searchOrganisation(page, "SIRET", freshSiret());
  const label = '<img src=x onerror="alert(1)"> & "Fils"';
  await page.getByLabel("Libellé de la structure").fill(label);
  await goOn(page);
  await page.waitForURL("**/inscription/espaces");
  await goOn(page);
  await page.waitForURL("**/inscription/verification");
  await expect(page.getByRole("main").getByText(label)).toBeVisible();
  await expect(page.locator('img[src="x"]')).toHaveCount(0);
  await createAccount(page);
  await expect(page.getByRole("cell", { name: label })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("Camille O'BRIEN-D'ÉTÉ");
});

test("R-321 · whoever signs up with an address that has an account sees the same S-03, and its owner is told (N-07)", async ({
  page,
  person,
  freshSiret,
  mailbox,
  database,
}) => {
  test.slow();
  await database.query(
    `insert into accounts (id, email, contact_email, password_hash, family_name, given_name, language, terms_version, terms_accepted_at, created_at)
      values (gen_random_uuid(), $1, $1, 'unused', 'Durand', 'Camille', 'fr', '1', now(), now())`,
    [person.email],
  );
  await reachVerification(page, person, freshSiret());
  await createAccount(page);
  await expect(page.getByText("Camille DURAND, votre compte a été créé avec succès.")).toBeVisible();
  await mailbox.waitFor(person.email, /Tentative d'inscription avec votre adresse/);
  expect(await mailbox.mailsTo(person.email)).toHaveLength(1);
  const { rows } = await database.query("select 1 from registrations where email = $1", [person.email]);
  expect(rows).toHaveLength(0);
});

/** Steps 1 to 3 of case A, with nothing changed. */
async function reachVerification(page: Page, person: Person, siret: string): Promise<void> {
  await page.goto("/inscription");
  await introduceOneself(page, person);
  await searchOrganisation(page, "SIRET", siret);
  await expect(page.getByRole("heading", { name: "Je crée ma structure" })).toBeVisible();
  await goOn(page);
  await page.waitForURL("**/inscription/espaces");
  await goOn(page);
  await page.waitForURL("**/inscription/verification");
}
