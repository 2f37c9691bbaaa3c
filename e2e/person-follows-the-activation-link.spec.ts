import type { Page, Request } from "@playwright/test";
import { freshIdentifier } from "./support/known-structures";
import type { Mailbox } from "./support/mailbox";
import {
  activate,
  activationLink,
  choosePassword,
  createAccount,
  describeStructure,
  goOn,
  humanCheckPassed,
  introduceOneself,
  searchOrganisation,
} from "./support/sign-up-steps";
import { expect, type Person, test } from "./support/test";

test("SEC-26, SEC-27 · scanners that follow the link first change nothing, and its secret stays nowhere", async ({
  page,
  request,
  context,
  person,
  mailbox,
}) => {
  test.slow();
  const link = await signUp(page, person, mailbox);
  const secret = new URL(link).pathname.split("/").at(-1) ?? "";
  for (let times = 1; times <= 5; times++) expect((await request.get(link)).ok()).toBe(true);
  await request.head(link);

  const asked: Request[] = [];
  context.on("request", (made) => asked.push(made));
  const answer = await page.goto(link);
  expect((await answer?.allHeaders())?.["cache-control"]).toContain("no-store");
  await expect(page).toHaveURL(/\/activation$/);
  expect(await page.content()).not.toContain(secret);
  expect(await page.evaluate(() => document.cookie)).toBe("");
  await choosePassword(page, person);
  await page.getByRole("button", { name: "Soumettre" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Accueil connecté");
  expect(asked.length).toBeGreaterThan(2);
  expect(asked.filter((made) => made.url().includes(secret))).toHaveLength(1);
  for (const made of asked) expect((await made.allHeaders()).referer ?? "").not.toContain(secret);

  await test.step("R-404: a second use of the link is refused", async () => {
    await page.getByRole("button", { name: "Déconnexion" }).click();
    await expect(page.getByText("Vous êtes déconnecté.")).toBeVisible();
    await page.goto(link);
    await expectRefused(page);
  });
});

test("R-404, R-405, M-30 · an unknown link leads to S-05, with the way out of it", { tag: "@no-js" }, async ({
  page,
}) => {
  for (const secret of ["x", "A".repeat(43), "%3Cscript%3E"]) {
    await page.goto(`/activation/${secret}`);
    await expectRefused(page);
  }
  await page.goto("/activation");
  await expectRefused(page);
  await expect(page.getByRole("main")).toContainText("Regardez d'abord dans vos « Courriers indésirables »");
  await expect(page.getByText("support@attache.example").first()).toBeVisible();
  await page.getByRole("link", { name: "Renvoyer le courriel d'activation" }).first().click();
  await expect(page).toHaveURL(/\/renvoi-activation$/);
});

test("R-407 · a person asks for the mail again: M-34 for anybody, and only the newest link works", async ({
  page,
  person,
  mailbox,
}) => {
  test.slow();
  const first = await signUp(page, person, mailbox);
  for (const email of [`nobody.${person.email}`, person.email]) {
    await page.goto("/renvoi-activation");
    await humanCheckPassed(page);
    await page.getByLabel("Adresse électronique de connexion").fill(email);
    await page.getByRole("button", { name: "Renvoyer le courriel" }).click();
    const notice = page.getByRole("status").filter({ hasText: "Si un compte en attente d'activation" });
    await expect(notice).toHaveText(
      "Si un compte en attente d'activation correspond à cette adresse, un nouveau courriel d'activation vient de lui être envoyé.",
    );
    await expect(notice).toBeFocused();
  }
  expect(await mailbox.mailsTo(`nobody.${person.email}`)).toHaveLength(0);
  await expect.poll(async () => (await mailbox.mailsTo(person.email)).length).toBe(3);
  await page.goto(first);
  await expectRefused(page);
  await activate(page, await activationLink(mailbox, person), person);
  await expect(page.getByText("Votre compte est activé et vous pouvez désormais utiliser le portail.")).toBeVisible();
});

test("R-410, M-36, M-37, A11Y-05 · S-04 refuses a weak or mistyped password, and keeps nothing but the question", async ({
  page,
  person,
  mailbox,
}) => {
  test.slow();
  await page.goto(await signUp(page, person, mailbox));
  const summary = page.getByRole("main").getByRole("alert");
  const send = async (password: string, confirmation = password) => {
    await choosePassword(page, { ...person, password });
    await page.locator('[name="confirmation"]').fill(confirmation);
    await page.getByRole("button", { name: "Soumettre" }).click();
  };

  await send("court");
  await expect(summary).toContainText(
    "Le mot de passe ne respecte pas les règles de sécurité : au moins 12 caractères",
  );
  await expect(summary).toBeFocused();
  await expect(page).toHaveTitle("Erreur : Activation du compte utilisateur - Attache");
  await expect(page.locator('[name="password"]')).toHaveValue("");
  await expect(page.locator('[name="secretAnswer"]')).toHaveValue("");
  await expect(page.getByLabel("Question secrète")).toHaveValue("firstPet");

  await send("Bienvenue2026!");
  await expect(summary).toContainText(
    "Ce mot de passe est trop courant ou trop proche de vos informations personnelles.",
  );
  await send(person.password, `${person.password}x`);
  await expect(summary).toContainText("Le mot de passe et sa confirmation ne sont pas identiques.");
  await expect(summary).not.toContainText("trop courant");
  await choosePassword(page, { ...person, secretAnswer: "ab" });
  await page.getByRole("button", { name: "Soumettre" }).click();
  await expect(summary).toContainText("La réponse doit comporter au moins 3 caractères");

  await choosePassword(page, person);
  await page.getByRole("button", { name: "Soumettre" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Accueil connecté");
});

test("R-406 · somebody whose address was used by another erases the request, and the link is dead", async ({
  page,
  person,
  mailbox,
  database,
}) => {
  test.slow();
  const link = await signUp(page, person, mailbox);
  await page.goto(link);
  await page.getByRole("link", { name: "Désactiver mon compte" }).click();
  await expect(page.getByRole("main")).toContainText(person.email);
  await page.getByRole("link", { name: "Annuler" }).click();
  await expect(page).toHaveURL(/\/activation$/);
  await page.getByRole("link", { name: "Désactiver mon compte" }).click();
  await page.getByRole("button", { name: "Confirmer la désactivation" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Demande de compte effacée");
  const { rows } = await database.query("select 1 from registrations where email = $1 and closed_at is null", [
    person.email,
  ]);
  expect(rows).toHaveLength(0);
  await page.goto(link);
  await expectRefused(page);
});

async function expectRefused(page: Page): Promise<void> {
  await expect(page).toHaveURL(/\/activation\/refusee$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Activation du compte refusée");
  await expect(page.getByRole("main")).toContainText(
    "Activation du compte refusée. Vous ne pouvez pas activer votre compte : le lien n'est plus valide. Merci de contacter le support pour qu'il vous renvoie un nouveau courriel d'activation.",
  );
  await expect(page.getByRole("link", { name: "Retour à la page d'accueil non connecté" })).toBeVisible();
}

/** A registration that waits for its activation, by the shortest way; its mailed link. */
async function signUp(page: Page, person: Person, mailbox: Mailbox): Promise<string> {
  await page.goto("/inscription");
  await introduceOneself(page, person);
  await searchOrganisation(page, "EN_COURS_IMMATRICULATION", freshIdentifier());
  await describeStructure(page, { legalName: "Pousse verte" });
  await goOn(page);
  await page.waitForURL("**/inscription/espaces");
  await goOn(page);
  await createAccount(page);
  return activationLink(mailbox, person);
}
