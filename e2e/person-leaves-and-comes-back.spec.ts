import type { Locator, Page } from "@playwright/test";
import type { Language } from "@/lib/i18n/language";
import { DEACTIVATED, PASSWORD } from "@/lib/testing/people";
import { routes } from "@/lib/web/routes";
import { ask } from "./support/ask";
import { expectForEveryone } from "./support/expect-for-everyone";
import { aHouse } from "./support/house";
import { pressOn, typeInto } from "./support/keyboard";
import { aManagedStructure, anAccountAt } from "./support/known-structures";
import type { Mailbox } from "./support/mailbox";
import { signInByCookie } from "./support/people";
import { sentencesIn } from "./support/sentences";
import { signIn } from "./support/sign-in";
import { expect, test } from "./support/test";

const M44 = "Ce lien n'est plus valide. Veuillez renouveler votre demande.";
const M52 = "Vous êtes gestionnaire principal d'une structure. Transférez ce rôle avant de poursuivre.";

test("R-502, R-505, R-510 · by keyboard alone, a person leaves and comes back, every screen for everyone", async ({
  page,
  context,
  portal,
  mailbox,
}) => {
  test.setTimeout(300_000);
  const { member, structure } = await aHouse(portal);
  await signInByCookie(context, portal, member);

  await test.step("what it means, and the password in any case", async () => {
    await page.goto(routes.deactivateAccount());
    await expect(page.getByText("Vos rattachements et vos abonnements seront conservés")).toBeVisible();
    await expectForEveryone(page, "Désactiver mon compte");
    await pressOn(page, deactivateButton(page));
    await expect(refusal(page)).toContainText("Ce champ est obligatoire.");
    await typeInto(page, page.locator("#form-password"), "pas le bon 1");
    await page.keyboard.press("Enter");
    await expect(refusal(page)).toContainText("Le mot de passe saisi est incorrect.");
    await expect(refusal(page)).toBeFocused();
    await expectForEveryone(page, "Erreur : Désactiver mon compte");
    await typeInto(page, page.locator("#form-password"), PASSWORD);
    await page.keyboard.press("Enter");
  });

  await test.step("signed out, told what happened and how to come back; N-04 at the login address", async () => {
    await page.waitForURL("**/compte-desactive?fait=desactivation");
    await expect(page.getByRole("status").filter({ hasText: "vient d'être désactivé" })).toBeVisible();
    await expect(page.getByText("Votre demande", { exact: true })).toBeVisible();
    await expectForEveryone(page, "Compte désactivé");
    await mailbox.waitFor(member.email, /Votre compte est désactivé/);
    await page.goto("/accueil");
    await expect(page).toHaveURL(/\/connexion/);
  });

  await test.step("S-08 with the right password; the link goes to the contact address", async () => {
    await signIn(page, { email: member.email, password: PASSWORD });
    await page.waitForURL("**/compte-desactive");
    await expect(page.getByText("l•••@example.org")).toBeVisible();
    await pressOn(page, askButton(page));
    await page.waitForURL("**/compte-desactive/demande");
    await expect(page.getByRole("status").filter({ hasText: "l•••@example.org" })).toBeVisible();
    await expectForEveryone(page, "Demande de réactivation");
  });

  const link = await reactivationLink(mailbox, member.contactEmail, "fr");
  await test.step("SEC-26 · scanners open the link and change nothing", async () => {
    for (const method of ["GET", "HEAD", "GET", "HEAD", "GET"]) {
      const answer = await ask(portal, new URL(link).pathname, { method });
      expect(answer.status).toBe(307);
      expect(answer.headers.location).not.toContain(new URL(link).pathname.split("/").at(-1));
    }
    await page.goto("/connexion");
    await signIn(page, { email: member.email, password: PASSWORD });
    await page.waitForURL("**/compte-desactive");
  });

  await test.step("the link asks, and the answer brings the account back", async () => {
    await page.goto(link);
    await expect(page).toHaveURL(/\/reactivation$/);
    await expectForEveryone(page, "Réactiver mon compte");
    await pressOn(page, page.getByRole("button", { name: "Réactiver mon compte" }));
    await page.waitForURL("**/reactivation/faite");
    await expectForEveryone(page, "Compte réactivé");
    await mailbox.waitFor(member.contactEmail, /Votre compte est réactivé/);
  });

  await test.step("not signed in by it; with the password, everything is there again", async () => {
    await page.goto("/mon-compte");
    await expect(page).toHaveURL(/\/connexion/);
    await signIn(page, { email: member.email, password: PASSWORD });
    await page.waitForURL("**/mon-compte");
    await expect(page.getByRole("table", { name: "Mes rattachements aux structures" })).toContainText(
      structure.legalName,
    );
    await page.goto(link);
    await expect(page.getByText(M44)).toBeVisible();
    await expectForEveryone(page, "Réactiver mon compte");
  });
});

for (const scripts of [true, false]) {
  test.describe(scripts ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled: scripts });

    test("R-1209, A11Y-31 · the same in English, mails included", async ({
      page,
      context,
      portal,
      person,
      mailbox,
    }) => {
      test.slow();
      const account = await anAccountAt(portal, {
        email: person.email,
        contactEmail: `office.${person.email}`,
        language: "en",
      });
      await signInByCookie(context, portal, account);
      await page.goto(routes.deactivateAccount());
      await page.getByRole("button", { name: "English" }).click();
      const words = sentencesIn("en", "departure");
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.deactivation.title);
      await page.locator("#form-password").fill("not the right one 1");
      await deactivateButton(page, "en").click();
      await expect(refusal(page)).toBeVisible();
      await page.locator("#form-password").fill(PASSWORD);
      await deactivateButton(page, "en").click();
      await expect(page.getByText(words.closed.done.desactivation)).toBeVisible();
      await mailbox.waitFor(account.email, /Your account is deactivated/);

      await askButton(page, "en").click();
      await expect(
        page.getByText("An email has just been sent to your contact address, o•••@example.org."),
      ).toBeVisible();
      await page.goto(await reactivationLink(mailbox, account.contactEmail, "en"));
      await page.getByRole("button", { name: words.reactivation.submit }).click();
      await expect(page.getByText(words.reactivation.done)).toBeVisible();
      await mailbox.waitFor(account.contactEmail, /Your account is reactivated/);
      await page.getByRole("main").getByRole("link", { name: words.reactivation.connect }).click();
      await signIn(page, { email: account.email, password: PASSWORD }, "en");
      await page.waitForURL("**/accueil");
    });
  });
}

test("M-52, R-503 · the main manager of others is shown whom to hand over to, and nothing to press", async ({
  page,
  context,
  portal,
}) => {
  const house = await aHouse(portal);
  await signInByCookie(context, portal, house.primaryManager);
  await page.goto(routes.deactivateAccount());
  await expect(page.getByText(M52)).toBeVisible();
  await expect(page.getByText("Tonnellerie Kerguelen : 2 autres utilisateurs actifs")).toBeVisible();
  await expect(page.getByRole("link", { name: "Transférer le rôle pour Tonnellerie Kerguelen" })).toHaveAttribute(
    "href",
    routes.transferManagement(house.ids.structure),
  );
  await expect(deactivateButton(page)).toHaveCount(0);
  await expect(page.locator("#form-password")).toHaveCount(0);
  await expectForEveryone(page, "Désactiver mon compte");
});

test("R-503, R-509 · alone in his structure, a manager is warned, and may go; coming back he leads it again", async ({
  page,
  context,
  portal,
  person,
  mailbox,
  database,
}) => {
  test.slow();
  const { structure, manager } = await aManagedStructure(
    portal,
    { legalName: "Étain du Léon" },
    { email: person.email },
  );
  const vacancy = async () => {
    const { rows } = await database.query("select manager_vacant_since as since from structures where id = $1", [
      structure.id,
    ]);
    return rows[0].since;
  };
  await signInByCookie(context, portal, manager);
  await page.goto(routes.deactivateAccount());
  await expect(page.getByText("Une structure restera sans gestionnaire")).toBeVisible();
  await expect(page.getByText("le support seul pourra y nommer un gestionnaire")).toBeVisible();
  await expect(page.getByRole("link", { name: "Inviter une personne dans Étain du Léon" })).toBeVisible();
  await expectForEveryone(page, "Désactiver mon compte");
  await page.locator("#form-password").fill(PASSWORD);
  await deactivateButton(page).click();
  await page.waitForURL("**/compte-desactive?fait=desactivation");
  expect(await vacancy()).not.toBeNull();

  await askButton(page).click();
  await page.waitForURL("**/compte-desactive/demande");
  await page.goto(await reactivationLink(mailbox, manager.contactEmail, "fr"));
  await page.getByRole("button", { name: "Réactiver mon compte" }).click();
  await page.waitForURL("**/reactivation/faite");
  expect(await vacancy()).toBeNull();
});

test("R-506 · closed by support: the request waits for an answer, is told by mail, and is not made twice", async ({
  page,
  portal,
  person,
  mailbox,
  database,
}) => {
  test.slow();
  await anAccountAt(portal, {
    email: person.email,
    contactEmail: `office.${person.email}`,
    ...DEACTIVATED,
    deactivationCause: "administrator",
    deactivationReason: "canary-reason",
  });
  await page.goto("/connexion");
  await signIn(page, { email: person.email, password: PASSWORD });
  await page.waitForURL("**/compte-desactive");
  await expect(page.getByText("Il a été désactivé par le support")).toBeVisible();
  await expect(page.getByRole("main")).not.toContainText("canary-reason");
  await expectForEveryone(page, "Compte désactivé");
  await askButton(page).click();
  await page.waitForURL("**/compte-desactive/demande");
  await expect(page.getByText("Votre demande a été transmise au support")).toBeVisible();
  await expectForEveryone(page, "Demande de réactivation");
  const mail = await mailbox.waitFor(`office.${person.email}`, /demande transmise au support/);
  expect(mail.links.some((href) => href.includes("/reactivation/"))).toBe(false);

  await page.goto("/compte-desactive");
  await expect(page.getByText("est en cours d'examen par le support")).toBeVisible();
  await expect(askButton(page)).toHaveCount(0);
  await expectForEveryone(page, "Compte désactivé");
  const { rows } = await database.query(
    "select status, reactivation_requested_at as asked from accounts where email = $1",
    [person.email],
  );
  expect(rows).toMatchObject([{ status: "deactivated", asked: expect.any(Date) }]);
});

test("SEC-28 · the sixth request of a day sends nothing, and says so", async ({ page, portal, person, database }) => {
  test.slow();
  await anAccountAt(portal, { email: person.email, ...DEACTIVATED, deactivatedAt: new Date() });
  await page.goto("/connexion");
  await signIn(page, { email: person.email, password: PASSWORD });
  await page.waitForURL("**/compte-desactive");
  for (let asked = 1; asked <= 6; asked++) {
    await page.goto("/compte-desactive");
    await askButton(page).click();
    await page.waitForURL("**/compte-desactive/demande**");
  }
  await expect(
    page.getByRole("alert").filter({ hasText: "Plusieurs courriels vous ont déjà été envoyés" }),
  ).toBeVisible();
  await expectForEveryone(page, "Demande de réactivation");
  const { rows } = await database.query(
    "select count(*)::int as count from outbox_messages where recipient = $1 and kind = 'reactivation-requested'",
    [person.email],
  );
  expect(rows).toEqual([{ count: 5 }]);
});

test("R-421, SEC-05 · whoever did not give the password is told the way in general, and nothing of anybody", async ({
  page,
}) => {
  await page.goto("/compte-desactive");
  await expect(page.getByText("Pour demander la réactivation, connectez-vous")).toBeVisible();
  await expect(askButton(page)).toHaveCount(0);
  await page.goto("/compte-desactive/demande");
  await expect(page).toHaveURL(/\/compte-desactive$/);
  await page.goto("/reactivation");
  await expect(page.getByText(M44)).toBeVisible();
  await expectForEveryone(page, "Réactiver mon compte");
});

function deactivateButton(page: Page, language: Language = "fr"): Locator {
  return page.getByRole("button", { name: sentencesIn(language, "departure").deactivation.submit });
}

function askButton(page: Page, language: Language = "fr"): Locator {
  return page.getByRole("button", { name: sentencesIn(language, "departure").closed.submit });
}

function refusal(page: Page): Locator {
  return page.getByRole("main").getByRole("alert");
}

async function reactivationLink(mailbox: Mailbox, address: string, language: Language): Promise<string> {
  const { links } = await mailbox.waitFor(
    address,
    language === "fr" ? /Réactivez votre compte/ : /Reactivate your account/,
  );
  const link = links.find((href) => href.includes("/reactivation/"));
  if (!link) throw new Error("The mail leads nowhere.");
  return link;
}
