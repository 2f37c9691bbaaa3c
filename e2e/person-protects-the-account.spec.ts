import type { BrowserContext, Page } from "@playwright/test";
import { PASSWORD } from "@/lib/testing/people";
import { codeOf } from "@/lib/testing/second-factors";
import { expectForEveryone } from "./support/expect-for-everyone";
import { anAccountAt } from "./support/known-structures";
import { signInByCookie } from "./support/people";
import { sentencesIn } from "./support/sentences";
import { setUpApplication, shownKey, signIn } from "./support/sign-in";
import { expect, test } from "./support/test";

const words = sentencesIn("fr", "secondFactor");
const home = "/mon-compte/double-authentification";

/** Leaves, and gives the password again: what then stands before the person is the second step. */
async function signInAgain(page: Page, email: string, signOut = "Déconnexion"): Promise<void> {
  await page.getByRole("button", { name: signOut }).click();
  await page.waitForURL("**/connexion?motif=deconnexion");
  await signIn(page, { email, password: PASSWORD }, signOut === "Déconnexion" ? "fr" : "en");
  await page.waitForURL("**/connexion/verification");
}

test("R-425, SEC-48, A11Y-31 · a person sets an application up, and from then on the password alone opens nothing @no-js", async ({
  page,
  portal,
  person,
  context,
  database,
}) => {
  const account = await anAccountAt(portal, { email: person.email });
  await signInByCookie(context, portal, account);
  await page.goto(home);
  await page.getByRole("link", { name: words.choice.totp.button }).click();
  await page.locator("#form-password").fill("not the right one 1");
  await page.getByRole("button", { name: words.application.begin }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("Le mot de passe saisi est incorrect.");
  await page.locator("#form-password").fill(PASSWORD);
  await page.getByRole("button", { name: words.application.begin }).click();

  await expect(page.getByRole("img", { name: words.application.qrCode })).toBeVisible();
  const key = await shownKey(page);
  expect(await page.locator('a[href^="otpauth:"]').getAttribute("href")).toContain(`secret=${key}`);
  const code = page.getByLabel(words.application.code);
  await expect(code).toHaveAttribute("autocomplete", "one-time-code");
  await expect(code).toHaveAttribute("inputmode", "numeric");
  await code.fill("000000");
  await page.getByRole("button", { name: words.application.activate }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("Ce code n'est pas valide");
  // As an application copies it.
  const shown = codeOf(key, new Date());
  await code.fill(`${shown.slice(0, 3)} ${shown.slice(3)}`);
  await page.getByRole("button", { name: words.application.activate }).click();

  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.codes.title);
  await expect(page.getByRole("list", { name: words.codes.list }).getByRole("listitem")).toHaveCount(10);
  await page.getByRole("button", { name: words.codes.kept }).click();
  await expect(page.getByText(words.done.codes)).toBeVisible();
  const { rows } = await database.query("select message from outbox_messages where recipient = $1", [person.email]);
  expect(rows).toMatchObject([{ message: { kind: "second-factor-changed", change: "totp-added" } }]);

  await signInAgain(page, person.email);
  expect((await context.cookies()).map(({ name }) => name)).not.toContain("attache.session");
  await expect(page.getByLabel(words.verification.code)).toHaveAttribute("autocomplete", "one-time-code");
  await page.getByLabel(words.verification.code).fill(shown);
  await page.getByRole("button", { name: words.verification.submit }).click();
  await expect(page.getByRole("main").getByRole("alert"), "a code works once").toContainText("il a déjà servi");
  await page.getByLabel(words.verification.code).fill(codeOf(key, new Date(), 1));
  await page.getByRole("button", { name: words.verification.submit }).click();
  await page.waitForURL("**/accueil");
});

test("R-425, A11Y-14 · in English, by keyboard alone, a person signs in with a code and comes to the page he wanted", async ({
  page,
  portal,
  person,
  context,
}) => {
  const account = await anAccountAt(portal, { email: person.email, language: "en" });
  await signInByCookie(context, portal, account);
  await page.goto("/accueil");
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  const { key } = await setUpApplication(page, "en");
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL("**/connexion?motif=deconnexion");

  await page.goto("/mon-compte/demandes");
  await expect(page).toHaveURL(/\/connexion\?suite=/);
  await page.locator("#form-email").focus();
  await page.keyboard.type(person.email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/connexion/verification");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Confirm your sign-in");
  const code = page.getByLabel("6-digit code");
  for (let presses = 0; presses < 30 && !(await isFocused(page, "form-oneTimeCode")); presses++) {
    await page.keyboard.press("Tab");
  }
  await expect(code).toBeFocused();
  await page.keyboard.type("000000");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main").getByRole("alert")).toBeFocused();
  await expect(page).toHaveTitle("Error: Confirm your sign-in - Attache");
  for (let presses = 0; presses < 30 && !(await isFocused(page, "form-oneTimeCode")); presses++) {
    await page.keyboard.press("Tab");
  }
  await page.keyboard.type(codeOf(key, new Date(), 1));
  await page.keyboard.press("Enter");
  await page.waitForURL("**/mon-compte/demandes");
});

test("SEC-48 · who lost his device signs in with a code on paper, once, and takes the application away @no-js", async ({
  page,
  portal,
  person,
  context,
  database,
}) => {
  const account = await anAccountAt(portal, { email: person.email });
  await signInByCookie(context, portal, account);
  const { codes } = await setUpApplication(page);
  const [paper = ""] = codes;
  await signInAgain(page, person.email);
  await page.getByRole("link", { name: words.verification.ways.secours }).click();
  await page.getByLabel(words.verification.recoveryCode).fill(paper.toLowerCase());
  await page.getByRole("button", { name: words.verification.submit }).click();
  await expect(page.getByText("Il vous en reste 9.")).toBeVisible();
  await expect(page.getByText("9 sur 10")).toBeVisible();

  await page.getByRole("link", { name: words.state.removeTotp }).click();
  await expect(page.getByText(words.questions.lastConsequence)).toBeVisible();
  await page.getByRole("button", { name: words.questions.remove, exact: true }).click();
  await expect(page.getByText(words.done.fin)).toBeVisible();
  const { rows } = await database.query(
    "select message->>'change' as change from outbox_messages where recipient = $1 order by created_at, id",
    [person.email],
  );
  expect(rows.map(({ change }) => change).sort()).toEqual(["recovery-code-used", "totp-added", "totp-removed"]);

  await page.getByRole("button", { name: "Déconnexion" }).click();
  await page.waitForURL("**/connexion?motif=deconnexion");
  await signIn(page, { email: person.email, password: PASSWORD });
  await page.waitForURL("**/accueil");
});

test("R-425 · recovery codes are saved as a file, and gone once the page is loaded again", async ({
  page,
  portal,
  person,
  context,
}) => {
  const account = await anAccountAt(portal, { email: person.email });
  await signInByCookie(context, portal, account);
  await setUpApplication(page);
  await page.getByRole("link", { name: words.state.renewCodes }).click();
  await expect(page.getByText(words.questions.renewConsequence)).toBeVisible();
  const forgotten = page.waitForResponse((answer) => answer.url().endsWith("/codes/oubli"));
  await page.getByRole("button", { name: words.questions.renew, exact: true }).click();
  const shown = page.getByRole("list", { name: words.codes.list }).getByRole("listitem");
  await expect(shown).toHaveCount(10);
  const codes = await shown.allTextContents();
  await forgotten;
  await expectForEveryone(page, words.codes.title);
  expect((await context.cookies()).map(({ name }) => name)).not.toContain("attache.recovery-codes.0");

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: words.codes.save }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(words.codes.fileName);
  const parts: Buffer[] = [];
  for await (const part of await download.createReadStream()) parts.push(Buffer.from(part));
  const text = Buffer.concat(parts).toString("utf8");
  for (const code of codes) expect(text).toContain(code.trim());

  await page.reload();
  await expect(page.getByText(words.codes.gone)).toBeVisible();
  for (const code of codes) expect(await page.content()).not.toContain(code.trim());
});

test("SEC-48 · five wrong codes end the sign-in, and the way stays closed (M-60)", async ({
  page,
  portal,
  person,
  context,
}) => {
  const account = await anAccountAt(portal, { email: person.email });
  await signInByCookie(context, portal, account);
  const { key } = await setUpApplication(page);
  await signInAgain(page, person.email);
  const code = page.getByLabel(words.verification.code);
  for (let failures = 1; failures <= 5; failures++) {
    await code.fill("000000");
    await page.getByRole("button", { name: words.verification.submit }).click();
    if (failures === 5) break;
    await expect(code).toHaveValue("");
    await expect(page.getByRole("main").getByRole("alert")).toBeVisible();
  }
  await page.waitForURL("**/connexion?motif=trop-de-tentatives");
  await expect(page.getByText("Trop de tentatives. Veuillez patienter quelques minutes.")).toBeVisible();
  await page.goto("/connexion/verification");
  await expect(page).toHaveURL(/\/connexion\?motif=session-expiree/);
  await signIn(page, { email: person.email, password: PASSWORD });
  await page.waitForURL("**/connexion/verification");
  await code.fill(codeOf(key, new Date(), 1));
  await page.getByRole("button", { name: words.verification.submit }).click();
  await page.waitForURL("**/connexion?motif=trop-de-tentatives");
});

test("SEC-49 · a person adds a passkey, signs in with it, and takes it away", async ({
  page,
  portal,
  person,
  context,
}) => {
  test.slow();
  await aVirtualDevice(context, page);
  const account = await anAccountAt(portal, { email: person.email });
  await signInByCookie(context, portal, account);
  await page.goto(home);
  await page.getByRole("link", { name: words.choice.passkey.button }).click();
  await page.locator("#form-password").fill(PASSWORD);
  await page.getByRole("button", { name: words.passkey.begin }).click();
  await page.getByLabel(words.passkey.label).fill("Ordinateur du bureau");
  await expectForEveryone(page, words.passkey.title);
  await page.getByRole("button", { name: words.passkeyButton.make }).click();
  await expect(page.getByRole("list", { name: words.codes.list }).getByRole("listitem")).toHaveCount(10);
  await page.getByRole("button", { name: words.codes.kept }).click();
  await expect(page.getByRole("heading", { name: "Clé d'accès « Ordinateur du bureau »" })).toBeVisible();
  await expectForEveryone(page, words.title);

  await signInAgain(page, person.email);
  await expectForEveryone(page, words.verification.title);
  await page.getByRole("button", { name: words.passkeyButton.sign }).click();
  await page.waitForURL("**/accueil");

  await page.goto(home);
  await page.getByRole("link", { name: "Retirer la clé « Ordinateur du bureau »" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectForEveryone(page, words.title);
  await page.getByRole("button", { name: words.questions.remove, exact: true }).click();
  await expect(page.getByText(words.done.fin)).toBeVisible();
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("A11Y-31 · a passkey says that it needs scripts, and what works without", async ({
    page,
    portal,
    person,
    context,
  }) => {
    const account = await anAccountAt(portal, { email: person.email });
    await signInByCookie(context, portal, account);
    await page.goto(`${home}/cle`);
    await page.locator("#form-password").fill(PASSWORD);
    await page.getByRole("button", { name: words.passkey.begin }).click();
    // The browser of the tests parses the page as one that runs scripts: what stands in noscript is text to it.
    await expect(page.locator("noscript").first()).toBeAttached();
    const said = (await page.content()).replaceAll("&#x27;", "'");
    expect(said).toContain(words.passkeyButton.noScriptsMake);
    await expect(page.getByRole("button", { name: words.passkeyButton.make })).toBeHidden();
  });
});

test("R-425, SEC-70 · an administrator sets a second factor up before anything else, and is led on to what he wanted", async ({
  page,
  portal,
  person,
  context,
}) => {
  test.slow();
  await anAccountAt(portal, { email: person.email, isAdministrator: true });
  await page.goto("/mon-compte/demandes");
  await signIn(page, { email: person.email, password: PASSWORD });
  await page.waitForURL(`**${home}?suite=*`);
  await expect(page.getByText(words.mandatory.now)).toBeVisible();
  await expectForEveryone(page, words.title);
  const elsewhere = ["/accueil", "/mon-compte", "/invitations", "/structures/nouvelle", "/admin", "/admin/comptes"];
  for (const path of elsewhere) {
    await page.goto(path);
    await expect(page, path).toHaveURL(`${home}?suite=${encodeURIComponent(path)}`);
  }

  await page.goto("/mon-compte/demandes");
  await page.getByRole("link", { name: words.choice.totp.button }).click();
  await expectForEveryone(page, words.application.title);
  // The password was given a moment ago: it is not asked again.
  await expect(page.locator("#form-password")).toHaveCount(0);
  await page.getByRole("button", { name: words.application.begin }).click();
  await expect(page.locator("#key")).toBeVisible();
  await expectForEveryone(page, words.application.title);
  await page.getByLabel(words.application.code).fill(codeOf(await shownKey(page), new Date()));
  await page.getByRole("button", { name: words.application.activate }).click();
  await page.getByRole("button", { name: words.codes.kept }).click();
  await page.waitForURL("**/mon-compte/demandes");

  await page.goto(`${home}?action=retirer-application`);
  await page.getByRole("button", { name: words.questions.remove, exact: true }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText(
    "La double authentification est obligatoire pour votre rôle",
  );
  expect((await context.cookies()).map(({ name }) => name)).toContain("attache.session");
});

function isFocused(page: Page, id: string): Promise<boolean> {
  return page.evaluate((wanted) => document.activeElement?.id === wanted, id);
}

/** A device of Chromium's own making that holds passkeys and says that its owner is there. */
async function aVirtualDevice(context: BrowserContext, page: Page): Promise<void> {
  const session = await context.newCDPSession(page);
  await session.send("WebAuthn.enable");
  await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}
