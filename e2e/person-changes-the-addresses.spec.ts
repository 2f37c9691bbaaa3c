import type { Page } from "@playwright/test";
import { type Account, PASSWORD } from "@/lib/testing/people";
import { routes } from "@/lib/web/routes";
import { expectForEveryone } from "./support/expect-for-everyone";
import { anAccountAt } from "./support/known-structures";
import type { Mailbox } from "./support/mailbox";
import { signInByCookie } from "./support/people";
import { sentencesIn } from "./support/sentences";
import { signIn } from "./support/sign-in";
import { expect, test } from "./support/test";

const M44 = "Ce lien n'est plus valide. Veuillez renouveler votre demande.";
const M50 = "Vos modifications ont été enregistrées.";
const mails = sentencesIn("fr", "mails");

for (const scripts of [true, false]) {
  test.describe(scripts ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled: scripts });

    test("R-602, N-11, R-319 · a new contact address: the password, a mail to both, and its own link", async ({
      page,
      portal,
      context,
      person,
      mailbox,
    }) => {
      test.slow();
      const [old, wanted] = [`old.${person.email}`, `new.${person.email}`];
      const account = { email: person.email, contactEmail: old };
      await signInByCookie(context, portal, await anAccountAt(portal, account));
      await page.goto(routes.ownDetails());

      await test.step("without the password nothing is saved, and the field says so", async () => {
        await page.getByLabel("Adresse électronique de contact").fill(wanted);
        await page.getByRole("button", { name: "Valider" }).click();
        const summary = page.getByRole("main").getByRole("alert");
        await expect(summary).toContainText("Ce champ est obligatoire.");
        await page.getByLabel("Votre mot de passe").fill("wrong");
        await page.getByRole("button", { name: "Valider" }).click();
        await expect(summary).toContainText("Le mot de passe saisi est incorrect.");
        await expect(page.getByLabel("Adresse électronique de contact")).toHaveValue(wanted);
        expect(await mailbox.mailsTo(wanted)).toEqual([]);
      });

      await page.getByLabel("Votre mot de passe").fill(PASSWORD);
      await page.getByRole("button", { name: "Valider" }).click();
      await expect(page.getByRole("status").filter({ hasText: M50 })).toContainText("un lien de confirmation");
      await expect(page.getByRole("heading", { name: "Nouvelle adresse de contact à confirmer" })).toBeVisible();
      // Until then the old one counts.
      await expect(page.getByLabel("Adresse électronique de contact")).toHaveValue(old);

      const title = new RegExp(mails.contactEmailChanged.title);
      const [toOld, toNew] = [await mailbox.waitFor(old, title), await mailbox.waitFor(wanted, title)];
      for (const mail of [toOld, toNew]) expect(mail.text).toContain("n•••@example.org");
      for (const address of [old, wanted]) expect(toOld.text).not.toContain(address);
      const link = toNew.links.find((address) => address.includes("/adresse-de-contact/")) ?? "";
      expect(link).not.toBe("");
      expect(toOld.links.filter((address) => address.includes("/adresse-de-contact"))).toEqual([]);

      await test.step("the mail sent again carries another link, and the first one is dead", async () => {
        await page.getByRole("button", { name: "Renvoyer le courriel" }).click();
        await expect(page.getByRole("status")).toContainText("Le lien précédent ne fonctionne plus.");
        await page.goto(link);
        await expect(page.getByRole("main")).toContainText(M44);
      });

      const again = await mailbox.waitFor(wanted, new RegExp(mails.contactEmailConfirmation.title));
      const newest = again.links.find((address) => address.includes("/adresse-de-contact/")) ?? "";
      await page.goto(newest);
      await expect(page).toHaveURL(/\/adresse-de-contact$/);
      expect(await page.content()).not.toContain(newest.split("/").at(-1) ?? newest);
      await page.getByRole("button", { name: "Confirmer cette adresse" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Adresse de contact confirmée");
      await page.getByRole("link", { name: "Retour à mes informations" }).click();
      await expect(page.getByLabel("Adresse électronique de contact")).toHaveValue(wanted);
      await expect(page.getByRole("heading", { name: "Nouvelle adresse de contact à confirmer" })).toHaveCount(0);
    });

    test("R-604, N-11, SEC-24 · a new login address, from the form to the sign-in with it", async ({
      page,
      browser,
      portal,
      context,
      person,
      mailbox,
    }) => {
      test.slow();
      const wanted = `new.${person.email}`;
      const account = await anAccountAt(portal, { email: person.email });
      await signInByCookie(context, portal, account);
      const elsewhere = await browser.newContext({ baseURL: portal.url });
      await signInByCookie(elsewhere, portal, account);

      await page.goto(routes.security());
      await page.getByRole("link", { name: "Changer mon adresse de connexion" }).click();
      await test.step("M-03, and a wrong password", async () => {
        await askFor(page, wanted, { again: `x${wanted}` });
        const summary = page.getByRole("main").getByRole("alert");
        await expect(summary).toContainText("Les deux adresses électroniques saisies ne sont pas identiques.");
        await askFor(page, wanted, { password: "wrong" });
        await expect(summary).toContainText("Le mot de passe saisi est incorrect.");
        await askFor(page, person.email);
        await expect(summary).toContainText("Cette adresse est déjà votre adresse de connexion.");
      });
      await askFor(page, wanted);
      await expect(page.getByRole("status")).toContainText("Si cette adresse peut devenir votre adresse de connexion");
      await expect(page.getByRole("heading", { name: "Nouvelle adresse demandée" })).toBeVisible();

      const link = await loginLink(mailbox, wanted);
      await page.goto(link);
      await expect(page).toHaveURL(/\/adresse-de-connexion$/);
      expect(await page.content()).not.toContain(link.split("/").at(-1) ?? link);
      await expect(page.getByRole("main")).toContainText(wanted);
      await page.getByRole("button", { name: "Confirmer cette adresse" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Adresse de connexion confirmée");

      await test.step("every session is closed", async () => {
        for (const one of [page, await elsewhere.newPage()]) {
          await one.goto(routes.myAccount());
          await expect(one).toHaveURL(/\/connexion\?/);
        }
        await elsewhere.close();
      });
      await test.step("N-11 to the old address, masked", async () => {
        const told = await mailbox.waitFor(person.email, new RegExp(mails.loginEmailChanged.title));
        expect(told.text).toContain("n•••@example.org");
        expect(told.text).not.toContain(wanted);
      });
      await test.step("the old address signs in no more, the new one does", async () => {
        await page.goto("/connexion");
        await signIn(page, { email: person.email, password: PASSWORD });
        await expect(page.getByRole("main").getByRole("alert")).toContainText("incorrect");
        await signIn(page, { email: wanted, password: PASSWORD });
        await expect(page).toHaveURL(/\/accueil$/);
        await page.goto(routes.myAccount());
        await expect(page.getByRole("main")).toContainText(wanted);
      });
      await test.step("the link is used up", async () => {
        await page.goto(link);
        await expect(page.getByRole("main")).toContainText(M44);
      });
    });
  });
}

test("R-319 · a change that is given up: the link is dead, the old address stays", async ({
  page,
  portal,
  context,
  person,
  mailbox,
}) => {
  test.slow();
  const wanted = `new.${person.email}`;
  await signInByCookie(context, portal, await anAccountAt(portal, { email: person.email }));
  await page.goto(routes.ownDetails());
  await page.getByLabel("Adresse électronique de contact").fill(wanted);
  await page.getByLabel("Votre mot de passe").fill(PASSWORD);
  await page.getByRole("button", { name: "Valider" }).click();
  const { links } = await mailbox.waitFor(wanted, new RegExp(mails.contactEmailChanged.title));
  await expectForEveryone(page, "Mes informations personnelles");
  await page.getByRole("button", { name: "Abandonner ce changement" }).click();
  await expect(page.getByRole("status")).toContainText("La nouvelle adresse de contact a été abandonnée.");
  await expect(page.getByRole("heading", { name: "Nouvelle adresse de contact à confirmer" })).toHaveCount(0);
  await page.goto(links.find((address) => address.includes("/adresse-de-contact/")) ?? "");
  await expect(page.getByRole("main")).toContainText(M44);
});

test("R-604, SEC-22 · a taken address gets the same page as a free one; its owner is told, and no link leaves", async ({
  page,
  portal,
  context,
  person,
  mailbox,
}) => {
  test.slow();
  const [free, taken] = [`free.${person.email}`, `taken.${person.email}`];
  await anAccountAt(portal, { email: taken });
  await signInByCookie(context, portal, await anAccountAt(portal, { email: person.email }));
  const shown: string[] = [];
  for (const wanted of [taken, free]) {
    await page.goto(routes.changeLoginEmail());
    await askFor(page, wanted);
    await expect(page.getByRole("status")).toContainText("Si cette adresse peut devenir votre adresse de connexion");
    const text = (await page.getByRole("main").textContent()) ?? "";
    shown.push(text.replaceAll(wanted, "?").replaceAll(/\d{2}\/\d{2}\/\d{4} \d{2}:\d{2}:\d{2}/g, "date"));
  }
  expect(shown[0]).toBe(shown[1]);
  const told = await mailbox.waitFor(taken, new RegExp(mails.loginEmailTaken.title));
  expect(told.links.filter((address) => address.includes("/adresse-de-connexion"))).toEqual([]);
  await loginLink(mailbox, free);

  await expectForEveryone(page, "Changer mon adresse de connexion");
  await page.getByRole("button", { name: "Abandonner ce changement" }).click();
  await expect(page.getByRole("status")).toContainText("Le changement d'adresse a été abandonné.");
});

test("R-604 · taken while the link was on its way: refused kindly, the session goes on", async ({
  page,
  portal,
  context,
  person,
  mailbox,
}) => {
  test.slow();
  const wanted = `new.${person.email}`;
  const account: Account = await anAccountAt(portal, { email: person.email });
  await signInByCookie(context, portal, account);
  await page.goto(routes.changeLoginEmail());
  await askFor(page, wanted);
  await page.waitForURL(/\?fait=/);
  const link = await loginLink(mailbox, wanted);
  await anAccountAt(portal, { email: wanted });
  await page.goto(link);
  await expectForEveryone(page, "Confirmer la nouvelle adresse de connexion");
  await page.getByRole("button", { name: "Confirmer cette adresse" }).click();
  await expect(page.getByRole("main")).toContainText("Cette adresse a déjà un compte sur le portail");
  await page.goto(routes.myAccount());
  await expect(page.getByRole("main")).toContainText(person.email);
});

test("R-1209 · the login address in English, from the form to the last page", async ({
  page,
  portal,
  context,
  person,
  mailbox,
}) => {
  test.slow();
  const wanted = `new.${person.email}`;
  await signInByCookie(context, portal, await anAccountAt(portal, { email: person.email, language: "en" }));
  await page.goto(routes.changeLoginEmail());
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Change my sign-in address");
  await page.locator("#form-email").fill(wanted);
  await page.locator("#form-emailAgain").fill(wanted);
  await page.getByLabel("Current password").fill(PASSWORD);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("status")).toContainText("If this address can become your sign-in address");
  const { title } = sentencesIn("en", "mails").loginEmailConfirmation;
  const { links } = await mailbox.waitFor(wanted, new RegExp(title));
  await page.goto(links.find((address) => address.includes("/adresse-de-connexion/")) ?? "");
  await page.getByRole("button", { name: "Confirm this address" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign-in address confirmed");
  await page.getByRole("link", { name: "Sign in", exact: true }).last().click();
  await signIn(page, { email: wanted, password: PASSWORD }, "en");
  await page.waitForURL("**/accueil");
});

test("M-44, SEC-25 · unknown links, and the pages without any, say how to ask again", { tag: "@no-js" }, async ({
  page,
}) => {
  for (const path of ["/adresse-de-connexion/x", `/adresse-de-connexion/${"A".repeat(43)}`, "/adresse-de-connexion"]) {
    await page.goto(path);
    await expect(page).toHaveURL(/\/adresse-de-connexion$/);
    await expect(page.getByRole("main")).toContainText(M44);
    await expect(page.getByRole("main")).toContainText("Votre adresse de connexion n'a pas été changée.");
  }
});

test("A11Y-34 · the last page of a change of login address is for everyone", async ({ page }) => {
  await page.goto(routes.loginEmailChanged());
  await expectForEveryone(page, "Adresse de connexion confirmée");
});

async function askFor(page: Page, email: string, typed: { again?: string; password?: string } = {}): Promise<void> {
  await page.locator("#form-email").fill(email);
  await page.locator("#form-emailAgain").fill(typed.again ?? email);
  await page.getByLabel("Mot de passe actuel").fill(typed.password ?? PASSWORD);
  await page.getByRole("button", { name: "Valider" }).click();
}

/** The link of the newest mail that asks to confirm a login address. */
async function loginLink(mailbox: Mailbox, email: string): Promise<string> {
  const { links } = await mailbox.waitFor(email, new RegExp(mails.loginEmailConfirmation.title));
  const link = links.find((address) => address.includes("/adresse-de-connexion/"));
  if (!link) throw new Error(`The mail holds no link to follow; it holds ${links.join(", ")}.`);
  return link;
}
