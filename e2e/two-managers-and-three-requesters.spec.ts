import type { Page } from "@playwright/test";
import type { Account } from "@/lib/testing/people";
import { PASSWORD } from "@/lib/testing/people";
import { aHouse } from "./support/house";
import { anAccountAt } from "./support/known-structures";
import { signInByCookie } from "./support/people";
import { signIn } from "./support/sign-in";
import { expect, test } from "./support/test";

test("R-851, R-853, R-855, R-906 · two managers and three requesters play the whole life of an attachment", async ({
  browser,
  portal,
  person,
  mailbox,
  database,
}) => {
  // A long way, at the pace of a busy machine.
  test.setTimeout(300_000);
  const house = await aHouse(portal, { legalName: `Tonnellerie ${person.email.slice(8, 14)}` });
  const { structure, primaryManager, secondaryManager } = house;
  const requester = (givenName: string) =>
    anAccountAt(portal, {
      email: `${givenName.toLowerCase()}.${person.email}`,
      contactEmail: `${givenName.toLowerCase()}.${person.email}`,
      givenName,
      familyName: "Durand",
    });
  const [anna, bruno, chloe] = [await requester("Anna"), await requester("Bruno"), await requester("Chloe")];
  const pageOf = async (account: Account): Promise<Page> => {
    const context = await browser.newContext({ baseURL: portal.url });
    await signInByCookie(context, portal, account);
    return context.newPage();
  };
  const [annaPage, brunoPage, chloePage] = [await pageOf(anna), await pageOf(bruno), await pageOf(chloe)];
  const sophiePage = await pageOf(primaryManager);
  const marcPage = await pageOf(secondaryManager);
  const letAnHourPassFor = async (job: "request-reminders" | "planned-reactivations") => {
    const answer = await fetch(`${portal.url}/api/upkeep?tache=${job}`, {
      method: "POST",
      headers: { Authorization: `Bearer ${portal.cronSecret}` },
    });
    expect(answer.status).toBe(200);
  };
  const main = (page: Page) => page.getByRole("main");
  const tabsOf = (page: Page) => page.getByRole("navigation", { name: "Rubriques" });

  await test.step("R-853, M-51: three people ask, each sees who was told and what comes next", async () => {
    for (const page of [annaPage, brunoPage, chloePage]) {
      await page.goto("/mon-compte");
      await page.getByRole("link", { name: "Demander un rattachement" }).first().click();
      await page.getByLabel("Type d'identifiant").selectOption("EN_COURS_IMMATRICULATION");
      await page.getByLabel("Identifiant", { exact: false }).last().fill(structure.identifier);
      await page.getByRole("button", { name: "Rechercher" }).click();
      await expect(main(page)).toContainText(structure.legalName);
      await expect(main(page)).not.toContainText("12 rue des Lilas");
      await page.getByLabel("Achats (ACHATS)").check();
      await page.getByLabel("Commentaire").fill("Je remplace notre comptable.");
      await page.getByRole("button", { name: "Valider" }).click();
      await expect(page.getByRole("status")).toContainText(
        "Votre demande a été transmise au gestionnaire de la structure.",
      );
      await expect(main(page)).toContainText("Rappel aux gestionnaires");
      await expect(main(page)).toContainText("Expiration de la demande");
    }
  });

  await test.step("N-12, R-302: both managers are told, and the tab counts what is to do", async () => {
    for (const manager of [primaryManager, secondaryManager]) {
      const { text } = await mailbox.waitFor(manager.contactEmail, /Demande de rattachement/);
      expect(text).toContain(structure.legalName);
    }
    await sophiePage.goto("/accueil");
    await expect(tabsOf(sophiePage).getByRole("link", { name: /Activités du gestionnaire/ })).toContainText("5");
  });

  await test.step("R-855, N-13: after 15 days the managers are reminded, once", async () => {
    await database.query(
      "update attachments set requested_at = requested_at - interval '15 days 1 hour' where account_id = any($1)",
      [[anna.id, bruno.id, chloe.id]],
    );
    await letAnHourPassFor("request-reminders");
    await letAnHourPassFor("request-reminders");
    await mailbox.waitFor(primaryManager.contactEmail, /attend/);
    const reminders = (await mailbox.mailsTo(primaryManager.contactEmail)).filter(({ text }) =>
      ["Anna", "Bruno", "Chloe"].every((name) => text.includes(name)),
    );
    expect(reminders).toHaveLength(1);
  });

  await test.step("R-906: the link of the mail leads to that request after the sign-in; Sophie approves Anna", async () => {
    const mails = await mailbox.mailsTo(primaryManager.contactEmail);
    const mail = mails.find(({ subject, text }) => /Demande de rattachement/.test(subject) && text.includes("Anna"));
    const link = /https?:\/\/\S+\/gestionnaire\/demandes\/[0-9a-f-]{36}/.exec(mail?.text ?? "")?.[0] ?? "";
    const context = await browser.newContext({ baseURL: portal.url });
    const page = await context.newPage();
    await page.goto(link);
    await page.waitForURL("**/connexion?**");
    await signIn(page, { email: primaryManager.email, password: PASSWORD });
    await page.waitForURL(/\/gestionnaire\/demandes\//);
    await expect(main(page)).toContainText("Je remplace notre comptable.");
    await page.getByRole("link", { name: /^Valider/ }).click();
    const dialog = page.getByRole("dialog", { name: /Valider la demande de Anna/ });
    await expect(dialog.getByLabel("Achats", { exact: false })).toBeChecked();
    await dialog.getByRole("button", { name: /^Valider/ }).click();
    await expect(page.getByRole("status")).toContainText("Votre décision est enregistrée");
    await mailbox.waitFor(anna.contactEmail, /valid/i);
    await context.close();
  });

  await test.step("R-423: a workspace opens for Anna on the next click, without a new sign-in", async () => {
    await annaPage.getByRole("link", { name: "Accueil connecté" }).click();
    await tabsOf(annaPage).getByRole("link", { name: "Factures émises" }).click();
    await expect(annaPage.getByRole("heading", { level: 1, name: "Factures émises" })).toBeVisible();
    await expect(main(annaPage)).toContainText(structure.legalName);
  });

  await test.step("R-906: Marc refuses Bruno with a reason, which Bruno reads", async () => {
    await marcPage.goto("/gestionnaire");
    await marcPage
      .getByRole("link", { name: /^Refuser la demande de rattachement de Bruno/ })
      .first()
      .click();
    const dialog = marcPage.getByRole("dialog", { name: /Refuser la demande de Bruno/ });
    await dialog.getByRole("button", { name: /^Refuser/ }).click();
    await expect(
      main(marcPage).getByRole("alert").filter({ hasText: "Ce champ est obligatoire." }).first(),
    ).toBeVisible();
    await marcPage.getByLabel("Motif du refus").fill("Vous ne travaillez pas ici.");
    await marcPage
      .getByRole("dialog")
      .getByRole("button", { name: /^Refuser/ })
      .click();
    await expect(marcPage.getByRole("status")).toContainText("Votre décision est enregistrée");
    const { text } = await mailbox.waitFor(bruno.contactEmail, /refus/i);
    expect(text).toContain("Vous ne travaillez pas ici.");
    await brunoPage.reload();
    await expect(main(brunoPage)).toContainText("Vous ne travaillez pas ici.");
  });

  await test.step("R-908: Sophie, who comes second, learns that it is done and by whom", async () => {
    const { rows } = await database.query("select id from attachments where account_id = $1", [bruno.id]);
    await sophiePage.goto(`/gestionnaire/demandes/${rows[0].id}?action=valider`);
    await expect(main(sophiePage)).toContainText("Cette demande a déjà été traitée.");
    await expect(main(sophiePage)).toContainText("Marc");
  });

  await test.step("R-907, A11Y-21: Chloe is approved with a selection, and each row is reported", async () => {
    await sophiePage.goto("/gestionnaire");
    await expectNamesOfTheirOwn(sophiePage);
    await sophiePage.getByLabel(/Sélectionner la demande de rattachement de Chloe/).check();
    await sophiePage.getByLabel(/Sélectionner la demande de rattachement de Ines/).check();
    await sophiePage.getByRole("button", { name: "Valider la sélection" }).first().click();
    await sophiePage.getByRole("button", { name: /^Valider/ }).click();
    await sophiePage.waitForURL(/\/operations\//);
    await expect(main(sophiePage)).toContainText("2 demandes traitées, 0 en erreur", { timeout: 20_000 });
  });

  await test.step("R-851: Marc suspends Anna until a day; her workspace is gone at the next click", async () => {
    await marcPage.goto(`/structures/${structure.id}/utilisateurs?recherche=Anna`);
    await marcPage.getByRole("link", { name: /^Désactiver .*(Anna|ANNA)/ }).click();
    const day = new Date(Date.now() + 5 * 24 * 3600 * 1000).toISOString().slice(0, 10);
    const dialog = marcPage.getByRole("dialog", { name: /Désactiver/ });
    await dialog.getByLabel("Date de réactivation").fill(day);
    await dialog.getByRole("button", { name: /^Désactiver/ }).click();
    await expect(marcPage.getByRole("status").first()).toContainText("désactivé");
    await annaPage.goto("/espaces/factures-emises");
    await expect(annaPage.getByRole("heading", { level: 1 })).not.toHaveText("Factures émises");
  });

  await test.step("R-851: on the planned day she is back, and is told", async () => {
    await database.query("update attachments set reactivate_on = current_date where account_id = $1", [anna.id]);
    await letAnHourPassFor("planned-reactivations");
    await mailbox.waitFor(anna.contactEmail, /réactiv/i);
    await annaPage.goto("/accueil");
    await expect(tabsOf(annaPage).getByRole("link", { name: "Factures émises" })).toBeVisible();
  });

  await test.step("R-008, N-17: Sophie hands her role over to Marc, with her password", async () => {
    await sophiePage.goto(`/structures/${structure.id}/transfert`);
    await sophiePage.getByLabel(/Marc/i).check();
    await sophiePage.getByRole("button", { name: "Continuer" }).click();
    await sophiePage.getByLabel("Mot de passe").first().fill(PASSWORD);
    await sophiePage.getByRole("button", { name: /^Transférer/ }).click();
    await expect(sophiePage.getByRole("status").first()).toContainText("gestionnaire principal a été transmis");
    for (const { contactEmail } of [primaryManager, secondaryManager])
      await mailbox.waitFor(contactEmail, /gestionnaire principal/);
    const { rows } = await database.query("select role from attachments where account_id = $1", [primaryManager.id]);
    expect(rows).toEqual([{ role: "secondary-manager" }]);
  });

  await test.step("R-608: Sophie may leave now; Marc, the primary manager, may not", async () => {
    await sophiePage.goto("/mon-compte");
    await sophiePage.getByRole("link", { name: `Quitter la structure ${structure.legalName}` }).click();
    await sophiePage.getByRole("dialog").getByRole("button", { name: "Quitter la structure" }).click();
    await expect(sophiePage.getByRole("status").first()).toContainText("Vous avez quitté la structure.");
    await marcPage.goto("/mon-compte");
    await expect(marcPage.getByRole("link", { name: /^Quitter la structure/ })).toHaveCount(0);
    const { rows } = await database.query(
      "select count(*)::int as managers from attachments where structure_id = $1 and role = 'primary-manager' and status = 'approved'",
      [structure.id],
    );
    expect(rows).toEqual([{ managers: 1 }]);
  });
});

/** Every act in a row of the page's tables says on what it acts: no two of them have one name (A11Y-21). */
async function expectNamesOfTheirOwn(page: Page): Promise<void> {
  const acts = page
    .getByRole("row")
    .filter({ has: page.getByRole("rowheader") })
    .locator("a, button, input");
  const names = await acts.evaluateAll((all) => all.map((act) => act.getAttribute("aria-label") ?? act.textContent));
  expect(names.length).toBeGreaterThan(8);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
}
