import { randomBytes } from "node:crypto";
import type { Locator, Page } from "@playwright/test";
import type { Email } from "@/lib/account/email";
import { recordSignInFailure } from "@/lib/account/record-sign-in-failure";
import { type Account, anAccount, DEACTIVATED, PASSWORD } from "@/lib/testing/people";
import { aWaitingRegistration } from "@/lib/testing/registrations";
import { aDeadMail } from "@/lib/testing/support-acts";
import { languageCookie } from "@/lib/web/cookie-names";
import { routes } from "@/lib/web/routes";
import { expectForEveryone } from "./support/expect-for-everyone";
import { aHouse } from "./support/house";
import { behind, signInByCookie } from "./support/people";
import type { Portal } from "./support/portals";
import { expect, expectAccessible, test } from "./support/test";

const done = (page: Page) => page.getByRole("status");
const refusal = (page: Page) => page.locator("form [role=alert]");
const trail = (page: Page) => page.getByRole("table", { name: "Journal" });

test("R-1401, R-501 · by keyboard alone, support finds a locked account and unlocks it, with its reason", async ({
  page,
  portal,
  context,
}) => {
  test.setTimeout(180_000);
  await signInByCookie(context, portal, await anAdministrator(portal));
  const locked = await aLockedAccount(portal);
  await page.goto(routes.administration());
  await expect(page.getByRole("link", { name: /compte(s)? bloqué/ })).toBeVisible();
  await expectForEveryone(page, "Vue d'ensemble - Administration");

  await page.goto(routes.adminAccounts());
  await typeInto(page, page.getByLabel("Rechercher (nom, prénom ou adresse électronique)"), locked.email);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("rowheader")).toHaveCount(1);
  await expectForEveryone(page, "Comptes - Administration");
  await page.getByRole("link", { name: "Kerguelen Rozenn" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Rozenn Kerguelen" })).toBeVisible();
  await expect(page.getByText("Bloqué", { exact: true })).toBeVisible();
  await expectForEveryone(page, "Rozenn Kerguelen - Administration");

  await page.getByRole("link", { name: "Débloquer le compte" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Débloquer le compte de Rozenn Kerguelen" });
  await expect(dialog).toContainText("Aucun courriel ne part.");
  await typeInto(page, dialog.getByLabel("Motif"), "oui");
  await typeInto(page, dialog.locator("#form-password"), "pas le bon 1");
  await page.keyboard.press("Enter");
  await expect(refusal(page)).toContainText("Le motif doit comporter au moins 5 caractères.");
  await expect(refusal(page)).toBeFocused();
  await typeInto(page, dialog.getByLabel("Motif"), "A téléphoné au support");
  await typeInto(page, dialog.locator("#form-password"), "pas le bon 1");
  await page.keyboard.press("Enter");
  await expect(refusal(page)).toContainText("Le mot de passe saisi est incorrect.");
  await expect(dialog.getByLabel("Motif")).toHaveValue("A téléphoné au support");
  await typeInto(page, dialog.locator("#form-password"), PASSWORD);
  await page.keyboard.press("Enter");
  await expect(done(page)).toContainText("Le compte est débloqué.");
  await expect(page.getByText("Actif", { exact: true })).toBeVisible();
  await expect(trail(page)).toContainText("Débloquer le compte : A téléphoné au support");
  await expect(page.getByRole("link", { name: "Débloquer le compte" })).toHaveCount(0);
});

test("R-416, SEC-51 · support mails somebody the link to a new password; the password is asked once in ten minutes", async ({
  page,
  portal,
  context,
  mailbox,
}) => {
  await signInByCookie(context, portal, await anAdministrator(portal));
  const one = await someone(portal);
  const two = await someone(portal);
  await page.goto(`${routes.adminAccount(one.id)}?action=reinitialiser`);
  await page.getByLabel("Comment avez-vous vérifié l'identité").fill("Rappel au numéro de la fiche");
  await page.getByLabel("Motif").fill("Réponse secrète oubliée");
  await page.locator("#form-password").fill(PASSWORD);
  await page.getByRole("button", { name: "Envoyer un lien de mot de passe" }).click();
  await expect(done(page)).toContainText("Le lien de mot de passe part");
  const { links } = await mailbox.waitFor(one.email, /Choisissez un nouveau mot de passe/);
  expect(links.some((link) => link.includes("/nouveau-mot-de-passe/"))).toBe(true);
  await expect(trail(page)).toContainText("Réponse secrète oubliée (identité vérifiée : Rappel au numéro de la fiche)");
  // The link itself is nowhere on the page.
  expect(await page.content()).not.toContain("/nouveau-mot-de-passe/");

  await page.goto(`${routes.adminAccount(two.id)}?action=reinitialiser`);
  await expect(page.locator("#form-password")).toHaveCount(0);
});

test("R-504, R-509, R-506, SEC-46 · support deactivates a manager, who is signed out, and brings him back", async ({
  page,
  portal,
  context,
  browser,
  mailbox,
}) => {
  test.slow();
  const { primaryManager } = await aHouse(portal);
  await signInByCookie(context, portal, await anAdministrator(portal));
  const elsewhere = await browser.newContext({ baseURL: portal.url });
  await signInByCookie(elsewhere, portal, primaryManager);
  const managersPage = await elsewhere.newPage();
  await managersPage.goto(routes.portalHome());
  await expect(managersPage).toHaveURL(/\/accueil/);

  await page.goto(routes.adminAccount(primaryManager.id));
  await page.getByRole("link", { name: "Désactiver le compte" }).click();
  const dialog = page.getByRole("dialog", { name: "Désactiver le compte de Sophie Kerguelen" });
  await expect(dialog).toContainText("Ces structures n'auront plus de gestionnaire principal");
  await expect(dialog).toContainText("Tonnellerie Kerguelen");
  await expectAccessible(page);
  await dialog.getByLabel("Motif").fill("A quitté l'entreprise");
  await dialog.locator("#form-password").fill(PASSWORD);
  await dialog.getByRole("button", { name: "Désactiver le compte" }).click();
  await expect(done(page)).toContainText("Le compte est désactivé.");
  await expect(page.getByRole("main")).toContainText("A quitté l'entreprise");
  const mail = await mailbox.waitFor(primaryManager.email, /Votre compte est désactivé/);
  expect(mail.text).toContain("A quitté l'entreprise");
  await managersPage.goto(routes.portalHome());
  await expect(managersPage).toHaveURL(/\/connexion/);
  await elsewhere.close();

  await page.getByRole("link", { name: "Réactiver le compte" }).click();
  await page.getByLabel("Motif").fill("Erreur de personne");
  await page.getByRole("button", { name: "Réactiver le compte" }).click();
  await expect(done(page)).toContainText("Le compte est réactivé.");
  await mailbox.waitFor(primaryManager.contactEmail, /Votre compte est réactivé/);
});

test("R-506 · a request for reactivation waits in its list until support answers it", async ({
  page,
  portal,
  context,
}) => {
  await signInByCookie(context, portal, await anAdministrator(portal));
  const asking = await someone(portal, {
    ...DEACTIVATED,
    deactivationCause: "administrator",
    deactivationReason: "Compte volé",
    reactivationRequestedAt: new Date(),
  });
  await page.goto(`${routes.adminAccounts()}?etat=reactivation&recherche=${encodeURIComponent(asking.email)}`);
  await page.getByRole("link", { name: "Kerguelen Rozenn" }).click();
  await expect(page.getByRole("main")).toContainText("Le titulaire demande la réactivation de ce compte");
  await page.getByRole("link", { name: "Écarter la demande de réactivation" }).click();
  await page.getByLabel("Motif").fill("Identité non établie");
  await page.locator("#form-password").fill(PASSWORD);
  await page.getByRole("button", { name: "Écarter la demande de réactivation" }).click();
  await expect(done(page)).toContainText("La demande est écartée");
  await page.goto(`${routes.adminAccounts()}?etat=reactivation&recherche=${encodeURIComponent(asking.email)}`);
  await expect(page.getByText("Aucun compte ne correspond à votre recherche.")).toBeVisible();
});

test("SEC-46 · support closes somebody's sessions: his next click leads to the sign-in page", async ({
  page,
  portal,
  context,
  browser,
}) => {
  const person = await someone(portal);
  await signInByCookie(context, portal, await anAdministrator(portal));
  const elsewhere = await browser.newContext({ baseURL: portal.url });
  await signInByCookie(elsewhere, portal, person);
  const theirs = await elsewhere.newPage();
  await theirs.goto(routes.portalHome());
  await page.goto(`${routes.adminAccount(person.id)}?action=fermer-sessions`);
  await page.getByLabel("Motif").fill("Ordinateur perdu");
  await page.locator("#form-password").fill(PASSWORD);
  await page.getByRole("button", { name: "Fermer les sessions" }).click();
  await expect(done(page)).toContainText("Les sessions sont fermées.");
  await theirs.goto(routes.portalHome());
  await expect(theirs).toHaveURL(/\/connexion/);
  await elsewhere.close();
});

test("R-407, R-005 · a registration that waits is found, and its mail leaves once more", async ({
  page,
  portal,
  context,
  mailbox,
}) => {
  await signInByCookie(context, portal, await anAdministrator(portal));
  const email = anAddress();
  const ctx = behind(portal);
  await aWaitingRegistration(ctx, { email, contactEmail: email, givenName: "Goulven", familyName: "Kerguelen" });
  await ctx.close();
  await page.goto(routes.adminAccounts());
  await page.getByRole("navigation", { name: "Filtrer par état" }).getByRole("link", { name: "Créé" }).click();
  await page.getByLabel("Rechercher (nom").fill(email);
  await page.getByRole("button", { name: "Rechercher" }).click();
  await expectForEveryone(page, "Comptes - Administration");
  await page.getByRole("link", { name: "Kerguelen Goulven" }).click();
  await expectForEveryone(page, "Inscription de Goulven Kerguelen - Administration");
  await page.getByRole("link", { name: "Renvoyer le courriel d'activation" }).click();
  await page.getByLabel("Motif").fill("Courriel perdu");
  await page.locator("#form-password").fill(PASSWORD);
  await page.getByRole("button", { name: "Renvoyer le courriel d'activation" }).click();
  await expect(done(page)).toContainText("Le courriel d'activation part avec un nouveau lien");
  const { links } = await mailbox.waitFor(email, /Activez votre compte/);
  expect(links.some((link) => link.includes("/activation/"))).toBe(true);
});

test("R-1401, SEC-97 · failed mails are found, ticked and sent again; none shows what it says", async ({
  page,
  portal,
  context,
}) => {
  await signInByCookie(context, portal, await anAdministrator(portal));
  const recipient = anAddress();
  const ctx = behind(portal);
  const mails = [
    await aDeadMail(ctx, { recipient, lastError: "550 boîte inconnue" }),
    await aDeadMail(ctx, { recipient, lastError: "550 boîte inconnue" }),
  ];
  await ctx.close();
  await page.goto(`${routes.adminMails()}?etat=echec`);
  await page.getByLabel("Adresse exacte du destinataire").fill(recipient);
  await page.getByRole("button", { name: "Rechercher" }).click();
  await expect(page.getByRole("rowheader")).toHaveCount(2);
  await expect(page.getByRole("main")).toContainText("550 boîte inconnue");
  await expectForEveryone(page, "Courriels - Administration");
  for (const { linkId } of mails) expect(await page.content()).not.toContain(linkId);

  for (const box of await page.getByRole("checkbox", { name: "Sélectionner le courriel" }).all()) await box.check();
  await page.getByRole("button", { name: "Renvoyer" }).click();
  const dialog = page.getByRole("dialog", { name: "Renvoyer 2 courriels" });
  await dialog.getByLabel("Motif").fill("Serveur rétabli");
  await dialog.locator("#form-password").fill(PASSWORD);
  await dialog.getByRole("button", { name: "Renvoyer" }).click();
  await expect(done(page)).toContainText("Les courriels en échec sont de nouveau à envoyer.");

  await page.goto(routes.adminMail(mails[0]?.id ?? ""));
  await expect(page.getByRole("link", { name: "Renvoyer" })).toHaveCount(0);
  await expect(trail(page)).toContainText("Renvoyer un courriel : Serveur rétabli");
  await expectForEveryone(page, "Lien de mot de passe - Administration");
});

test("A11Y-22 · without scripts, support reads a question on the page and answers it", { tag: "@no-js" }, async ({
  page,
  portal,
  context,
}) => {
  const person = await someone(portal, { lockedUntil: new Date(Date.now() + 20 * 60_000) });
  await signInByCookie(context, portal, await anAdministrator(portal));
  await page.goto(routes.adminAccount(person.id));
  await page.getByRole("link", { name: "Débloquer le compte" }).click();
  await page.getByLabel("Motif").fill("A téléphoné au support");
  await page.locator("#form-password").fill(PASSWORD);
  await page.getByRole("button", { name: "Débloquer le compte" }).click();
  await expect(done(page)).toContainText("Le compte est débloqué.");
});

test("R-1209 · support works in English", async ({ page, portal, context }) => {
  const person = await someone(portal);
  await signInByCookie(context, portal, await anAdministrator(portal));
  await context.addCookies([{ name: languageCookie, value: "en", url: portal.url }]);
  await page.goto(`${routes.adminAccount(person.id)}?action=desactiver`);
  const dialog = page.getByRole("dialog", { name: "Deactivate the account of Rozenn Kerguelen" });
  await expect(dialog).toContainText("All sessions close");
  await expect(dialog.getByLabel("Reason")).toBeVisible();
});

function anAddress(): string {
  return `${randomBytes(6).toString("hex")}@example.org`;
}

async function someone(portal: Portal, details: Parameters<typeof anAccount>[1] = {}): Promise<Account> {
  const ctx = behind(portal);
  const email = anAddress();
  const named = { email, contactEmail: email, givenName: "Rozenn", familyName: "Kerguelen" };
  const account = await anAccount(ctx, { ...named, ...details });
  await ctx.close();
  return account;
}

/** Somebody of support; his session proves the second factor. */
function anAdministrator(portal: Portal): Promise<Account> {
  return someone(portal, { isAdministrator: true, givenName: "Support" });
}

/** As the twentieth failure locks it. */
async function aLockedAccount(portal: Portal): Promise<Account> {
  const account = await someone(portal);
  const ctx = behind(portal);
  await recordSignInFailure(ctx, {
    email: account.email as Email,
    accountId: account.id,
    browser: { origin: "192.0.2.1", userAgent: "Test browser" },
    reason: "wrong-credentials",
    locksAccount: true,
  });
  await ctx.close();
  return account;
}

async function typeInto(page: Page, field: Locator, text: string): Promise<void> {
  await field.focus();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(text);
}
