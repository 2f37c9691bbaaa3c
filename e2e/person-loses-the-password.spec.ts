import { PASSWORD, SECRET_ANSWER } from "@/lib/testing/people";
import { cookiesSetBy } from "./support/ask";
import { expectForEveryone } from "./support/expect-for-everyone";
import { pressOn, typeInto } from "./support/keyboard";
import { anAccountAt } from "./support/known-structures";
import { type LonePortal, startLonePortal } from "./support/lone-portal";
import { behind } from "./support/people";
import { chooseNewPassword, confirmation, expectDeadLink, newPassword, resetLink } from "./support/reset-password";
import { sentencesIn } from "./support/sentences";
import { signIn } from "./support/sign-in";
import { humanCheckPassed } from "./support/sign-up-steps";
import { expect, test } from "./support/test";
import { aVisitTo } from "./support/visit";

const M42 =
  "Si un compte correspond à cette adresse, un courriel de modification du mot de passe vient de lui être envoyé.";
const M43 = "Votre mot de passe a été modifié. Vous pouvez vous connecter.";
const M45B = "La réponse ne correspond pas à celle enregistrée.";
const firstPet = "Question secrète : Quel était le nom de votre premier animal de compagnie ?";

test("R-430, R-431 · by keyboard alone, from the forgotten password to the new one, every screen for everyone", async ({
  page,
  portal,
  person,
  mailbox,
}) => {
  test.setTimeout(240_000);
  await anAccountAt(portal, { email: person.email });

  await test.step("S-06 step 1", async () => {
    await page.goto("/connexion");
    await pressOn(page, page.getByRole("link", { name: "Mot de passe oublié ?" }));
    await page.waitForURL("**/mot-de-passe-oublie");
    await expectForEveryone(page, "Mot de passe oublié - Recherche utilisateur");
    await humanCheckPassed(page);
    await pressOn(page, page.getByRole("button", { name: "Valider" }));
    await expect(page.getByRole("main").getByRole("alert")).toContainText("Ce champ est obligatoire.");
    await humanCheckPassed(page);
    await typeInto(page, page.getByLabel("Adresse électronique de connexion"), person.email);
    await pressOn(page, page.getByRole("button", { name: "Valider" }));
  });

  await test.step("S-06 step 2: a wrong answer, then the right one, in another case", async () => {
    await page.waitForURL("**/mot-de-passe-oublie/question");
    await expect(page.getByRole("group", { name: firstPet })).toBeVisible();
    await expect(page.getByText("à l'adresse de contact du compte s'il est désactivé")).toBeVisible();
    await expectForEveryone(page, "Mot de passe oublié - Question secrète");
    await typeInto(page, page.getByRole("textbox", { name: "Réponse" }), "groseille");
    await page.keyboard.press("Enter");
    const refusal = page.getByRole("main").getByRole("alert");
    await expect(refusal).toContainText(M45B);
    await expect(refusal).toBeFocused();
    await expect(page).toHaveTitle("Erreur : Mot de passe oublié - Question secrète - Attache");
    await expect(page.getByRole("textbox", { name: "Réponse" })).toHaveValue("");
    await typeInto(page, page.getByRole("textbox", { name: "Réponse" }), ` ${SECRET_ANSWER.toUpperCase()} `);
    await pressOn(page, page.getByRole("button", { name: "Valider" }));
  });

  await test.step("M-42, and what happens next", async () => {
    await page.waitForURL("**/mot-de-passe-oublie/envoye");
    await expect(page.getByRole("status").filter({ hasText: M42 })).toBeVisible();
    await expect(page.getByText(`Adresse indiquée : ${person.email}`)).toBeVisible();
    await expect(page.getByText("Le support peut lancer lui-même le changement de mot de passe")).toBeVisible();
    await expectForEveryone(page, "Mot de passe oublié - Courriel envoyé");
  });

  const link = await resetLink(mailbox, person);
  await test.step("S-07: what is refused", async () => {
    await page.goto(link);
    await expect(page).toHaveURL(/\/nouveau-mot-de-passe$/);
    await expect(page.getByRole("main")).toContainText(person.email);
    await expectForEveryone(page, "Gestion du mot de passe");
    await typeInto(page, newPassword(page), "trop court");
    await expect(page.getByText(/^Complexité du mot de passe\s: [01]/).first()).toBeVisible();
    await typeInto(page, confirmation(page), "autre chose");
    await pressOn(page, page.getByRole("button", { name: "Valider" }));
    const refusal = page.getByRole("main").getByRole("alert");
    await expect(refusal).toContainText(
      "Le mot de passe ne respecte pas les règles de sécurité : au moins 12 caractères",
    );
    await expect(refusal).toContainText("Le mot de passe et sa confirmation ne sont pas identiques.");
    for (const field of [newPassword(page), confirmation(page)]) await typeInto(page, field, PASSWORD);
    await page.keyboard.press("Enter");
    await expect(refusal).toContainText("différent de votre mot de passe actuel");
    await expect(newPassword(page)).toHaveValue("");
  });

  await test.step("S-07: the new one, M-43 and no session", async () => {
    for (const field of [newPassword(page), confirmation(page)]) await typeInto(page, field, person.password);
    await pressOn(page, page.getByRole("button", { name: "Valider" }));
    await page.waitForURL("**/connexion?motif=mot-de-passe-modifie");
    await expect(page.getByText(M43)).toBeVisible();
    await signIn(page, { email: person.email, password: PASSWORD });
    await expect(page.getByRole("main").getByRole("alert")).toContainText("mot de passe incorrect");
    await signIn(page, person);
    await page.waitForURL("**/accueil");
    await mailbox.waitFor(person.email, /Votre mot de passe a été modifié/);
  });

  await test.step("M-44: the link was used up", async () => {
    await page.goto(link);
    await expectDeadLink(page);
    await expectForEveryone(page, "Gestion du mot de passe");
    await pressOn(page, page.getByRole("link", { name: "Renouveler ma demande" }));
    await page.waitForURL("**/mot-de-passe-oublie");
  });
});

test("R-1209 · the same in English, mails included", async ({ page, portal, person, mailbox }) => {
  test.slow();
  await anAccountAt(portal, { email: person.email, language: "en" });
  await page.goto("/mot-de-passe-oublie");
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Forgotten password - Find your account");
  await humanCheckPassed(page, "en");
  await page.getByLabel("Sign-in address").fill(person.email);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(
    page.getByRole("group", { name: "Secret question: What was the name of your first pet?" }),
  ).toBeVisible();
  await page.getByRole("textbox", { name: "Answer" }).fill("gooseberry");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText(sentencesIn("en", "messages")["M-45b"]);
  await page.getByRole("textbox", { name: "Answer" }).fill(SECRET_ANSWER);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("status").filter({ hasText: sentencesIn("en", "messages")["M-42"] })).toBeVisible();

  await page.goto(await resetLink(mailbox, person, "en"));
  await expect(page).toHaveTitle("Password - Attache");
  await chooseNewPassword(page, person.password, "en");
  await expect(page.getByText(sentencesIn("en", "messages")["M-43"])).toBeVisible();
  await signIn(page, person, "en");
  await page.waitForURL("**/accueil");
  await mailbox.waitFor(person.email, new RegExp(sentencesIn("en", "mails").passwordChanged.title));
});

test("SEC-50, SEC-22 · an unknown address meets a question too, the same each time, and hears nothing", async ({
  page,
  person,
  mailbox,
}) => {
  test.slow();
  const questions: string[] = [];
  for (let turn = 0; turn < 2; turn++) {
    await page.goto("/mot-de-passe-oublie");
    await humanCheckPassed(page);
    await page.getByLabel("Adresse électronique de connexion").fill(person.email);
    await page.getByRole("button", { name: "Valider" }).click();
    await page.waitForURL("**/mot-de-passe-oublie/question");
    questions.push((await page.getByText(/^Question secrète\s: /).textContent()) ?? "");
    await page.getByRole("textbox", { name: "Réponse" }).fill(SECRET_ANSWER);
    await page.getByRole("button", { name: "Valider" }).click();
    await expect(page.getByRole("main").getByRole("alert")).toContainText(M45B);
  }
  expect(new Set(questions).size).toBe(1);
  expect(await mailbox.mailsTo(person.email)).toEqual([]);
});

test("R-416 · step 2 without step 1, and ten minutes after it, leads back to step 1", async ({
  page,
  portal,
  person,
  context,
}) => {
  await anAccountAt(portal, { email: person.email });
  await page.goto("/mot-de-passe-oublie/question");
  await expect(page).toHaveURL(/\/mot-de-passe-oublie$/);
  await humanCheckPassed(page);
  await page.getByLabel("Adresse électronique de connexion").fill(person.email);
  await page.getByRole("button", { name: "Valider" }).click();
  await page.waitForURL("**/mot-de-passe-oublie/question");
  const kept = (await context.cookies()).filter(({ name }) => name.includes("lost-password"));
  expect(kept).toHaveLength(1);
  for (const { httpOnly, expires, value } of kept) {
    expect(httpOnly).toBe(true);
    expect(expires - Date.now() / 1000).toBeLessThanOrEqual(600);
    expect(value).not.toContain(person.email);
  }
  // What the browser does after ten minutes.
  await context.clearCookies({ name: /lost-password/ });
  await page.getByRole("textbox", { name: "Réponse" }).fill(SECRET_ANSWER);
  await page.getByRole("button", { name: "Valider" }).click();
  await expect(page).toHaveURL(/\/mot-de-passe-oublie$/);
});

test("A11Y-09, A11Y-10, R-318 · when the check against robots fails, it says so, leads to support and keeps the address", async ({
  page,
  person,
  widget,
}) => {
  widget.behaviour = { kind: "fails" };
  await page.goto("/mot-de-passe-oublie");
  const check = page.getByRole("group", { name: "Vérification anti-robot" });
  await expect(check.getByRole("status")).toHaveText(sentencesIn("fr", "forms").humanCheck.failed);
  await page.getByLabel("Adresse électronique de connexion").fill(person.email);
  await page.getByRole("button", { name: "Valider" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("La vérification anti-robot a échoué.");
  await expect(page.getByLabel("Adresse électronique de connexion")).toHaveValue(person.email);
  await expect(page.getByText("support@attache.example").first()).toBeVisible();
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false, portalKind: "open" });

  test("A11Y-31 · the whole journey works without scripts", async ({ page, portal, person, mailbox }) => {
    test.slow();
    await anAccountAt(portal, { email: person.email });
    await page.goto("/connexion");
    await page.getByRole("link", { name: "Mot de passe oublié ?" }).click();
    await page.getByRole("button", { name: "Valider" }).click();
    await expect(page.getByRole("main").getByRole("alert")).toContainText("Ce champ est obligatoire.");
    await page.getByLabel("Adresse électronique de connexion").fill(person.email);
    await page.getByRole("button", { name: "Valider" }).click();
    await expect(page.getByText(firstPet)).toBeVisible();
    await page.getByRole("textbox", { name: "Réponse" }).fill("groseille");
    await page.getByRole("button", { name: "Valider" }).click();
    await expect(page.getByRole("main").getByRole("alert")).toContainText(M45B);
    await page.getByRole("textbox", { name: "Réponse" }).fill(SECRET_ANSWER);
    await page.getByRole("button", { name: "Valider" }).click();
    await expect(page.getByText(M42)).toBeVisible();
    await page.goto(await resetLink(mailbox, person));
    await chooseNewPassword(page, PASSWORD);
    await expect(page.getByRole("main").getByRole("alert")).toContainText("différent de votre mot de passe actuel");
    await chooseNewPassword(page, person.password);
    await expect(page.getByText(M43)).toBeVisible();
    await signIn(page, person);
    await expect(page).toHaveURL(/\/accueil$/);
  });
});

test.describe("with SECRET_QUESTION=off", () => {
  let portal: LonePortal;
  test.beforeAll(async () => {
    portal = await startLonePortal("portal-without-question", { SECRET_QUESTION: "off" });
  });
  test.afterAll(async () => portal?.stop());

  test("C-03, R-430 · M-42 follows step 1 for every address, N-03 leaves at once, and no question is left", async () => {
    const ctx = behind(portal);
    const email = "camille@example.org";
    await anAccountAt(portal, { email });
    const shown: string[] = [];
    for (const address of [email, "unknown@example.org"]) {
      const visit = aVisitTo(portal);
      const answer = await visit.send("/mot-de-passe-oublie", { email: address });
      expect([answer.status, answer.headers.location]).toEqual([303, "/mot-de-passe-oublie/envoye"]);
      expect([...cookiesSetBy(answer).keys()].filter((name) => name.includes("lost-password"))).toHaveLength(1);
      shown.push((await visit.open("/mot-de-passe-oublie/envoye")).body);
      // SEC-71: neither the page nor its form is there.
      expect((await visit.open("/mot-de-passe-oublie/question")).headers.location).toBe("/mot-de-passe-oublie");
    }
    for (const body of shown) expect(body).toContain("Si un compte correspond à cette adresse");
    const mails = await ctx.db.query.outboxMessages.findMany();
    expect(mails.map(({ kind, recipient }) => [kind, recipient])).toEqual([["password-reset", email]]);
    await ctx.close();
  });
});
