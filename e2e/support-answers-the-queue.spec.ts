import { randomBytes } from "node:crypto";
import type { Browser, Page } from "@playwright/test";
import { type Account, anAccount, aPendingRequest, aStructure, PASSWORD, type Structure } from "@/lib/testing/people";
import { routes } from "@/lib/web/routes";
import { expectForEveryone } from "./support/expect-for-everyone";
import { freshIdentifier } from "./support/known-structures";
import { behind, signInByCookie } from "./support/people";
import type { Portal } from "./support/portals";
import { expect, test } from "./support/test";

/** A structure that nobody manages, two people who ask for it, and two administrators. */
interface Vacancy {
  structure: Structure;
  ines: Account;
  marc: Account;
  requests: { ines: string; marc: string };
  administrators: [Account, Account];
}

async function aVacancy(portal: Portal): Promise<Vacancy> {
  const ctx = behind(portal);
  try {
    const someone = (givenName: string, details: Partial<Account> = {}) => {
      const email = `${givenName.toLowerCase()}.${randomBytes(6).toString("hex")}@example.org`;
      return anAccount(ctx, { email, contactEmail: email, givenName, familyName: "Kerguelen", ...details });
    };
    const identifier = freshIdentifier();
    const structure = await aStructure(ctx, {
      identifierType: "EN_COURS_IMMATRICULATION",
      identifier,
      legalName: `Tonnellerie ${identifier.slice(0, 8)}`,
    });
    const [ines, marc] = [await someone("Ines"), await someone("Marc")];
    const { attachment: ofInes } = await aPendingRequest(ctx, structure, { account: ines });
    const { attachment: ofMarc } = await aPendingRequest(ctx, structure, { account: marc });
    const support = { isAdministrator: true };
    return {
      structure,
      ines,
      marc,
      requests: { ines: ofInes.id, marc: ofMarc.id },
      administrators: [await someone("Alix", support), await someone("Bruno", support)],
    };
  } finally {
    await ctx.close();
  }
}

async function pageOf(browser: Browser, portal: Portal, account: Account, scripts = true): Promise<Page> {
  const context = await browser.newContext({ baseURL: portal.url, locale: "fr-FR", javaScriptEnabled: scripts });
  await signInByCookie(context, portal, account);
  return context.newPage();
}

/** Why, and the password that an act of support asks for (SEC-45, SEC-70). */
async function sayWhy(page: Page, reason: string): Promise<void> {
  await page.getByLabel("Motif").fill(reason);
  const password = page.getByLabel("Votre mot de passe");
  if (await password.first().isVisible()) await password.first().fill(PASSWORD);
}

test("SEC-68, R-857 · two administrators name who manages a vacant structure, and its bank details wait 72 hours", async ({
  browser,
  portal,
  mailbox,
}) => {
  test.setTimeout(300_000);
  const { structure, ines, requests, administrators } = await aVacancy(portal);
  const [first, second] = [
    await pageOf(browser, portal, administrators[0]),
    await pageOf(browser, portal, administrators[1]),
  ];

  await test.step("the first one finds the request in the queue", async () => {
    await first.goto(routes.adminRequests());
    await expectForEveryone(first, "Demandes sans gestionnaire - Administration");
    await first.getByRole("searchbox").fill(structure.legalName);
    await first.getByRole("button", { name: "Rechercher" }).click();
    await expect(
      first.getByRole("table", { name: "Demandes de rattachement" }).getByRole("rowheader").getByRole("link"),
    ).toHaveText(["Ines Kerguelen", "Marc Kerguelen"]);
    await first.getByRole("link", { name: "Ines Kerguelen" }).click();
    await expect(first).toHaveURL(new RegExp(routes.adminRequest(requests.ines)));
    await expectForEveryone(first, "Demande de Ines Kerguelen - Administration");
    await expect(first.getByRole("link", { name: /^Marc Kerguelen, depuis le/ })).toBeVisible();
  });

  await test.step("and proposes her, with reason and proof", async () => {
    await first.getByRole("link", { name: "Proposer la nomination" }).click();
    const dialog = first.getByRole("dialog");
    await expect(dialog).toContainText("un autre administrateur doit confirmer");
    const question = "Proposer Ines Kerguelen comme gestionnaire principal de .* - Administration";
    await expectForEveryone(first, question);
    await dialog.getByRole("button", { name: "Proposer la nomination" }).click();
    await expect(dialog.getByRole("alert")).toContainText("Ce champ est obligatoire.");
    await expect(first).toHaveTitle(new RegExp(`^Erreur : ${question} - Attache$`));
    await dialog.getByLabel("Preuve").fill("Carte d'identité et extrait vus le 5 janvier");
    await sayWhy(first, "La structure n'a plus de gestionnaire");
    await dialog.getByRole("button", { name: "Proposer la nomination" }).click();
    await expect(first.getByRole("status").filter({ hasText: "La nomination est proposée." })).toBeVisible();
    await expectForEveryone(first, "Nomination de Ines Kerguelen - Administration");
    await expect(first.getByRole("link", { name: "Confirmer la nomination" })).toHaveCount(0);
    await expect(first.getByRole("link", { name: "Rejeter la proposition" })).toBeVisible();
  });

  await test.step("the second one confirms", async () => {
    await second.goto(routes.adminAppointments());
    await expectForEveryone(second, "Nominations - Administration");
    await second.goto(new URL(first.url()).pathname);
    await expect(second.getByText("Carte d'identité et extrait vus le 5 janvier")).toBeVisible();
    await second.getByRole("link", { name: "Confirmer la nomination" }).click();
    await expect(second.getByRole("dialog")).toContainText("pendant 72 heures");
    await sayWhy(second, "Rappel au numéro de la fiche");
    await second.getByRole("dialog").getByRole("button", { name: "Confirmer la nomination" }).click();
    const told = second.getByRole("status").filter({ hasText: "Ines Kerguelen est gestionnaire principal" });
    await expect(told).toBeVisible();
  });

  await test.step("she is told, manages, and cannot touch the bank details yet", async () => {
    await mailbox.waitFor(ines.contactEmail, new RegExp(structure.legalName));
    const hers = await pageOf(browser, portal, ines);
    await hers.goto(routes.bankDetails(structure.id));
    await expect(hers.getByText("Le support vient de nommer le gestionnaire principal")).toBeVisible();
    await hers.goto(routes.attachmentRequest(requests.marc));
    await expect(hers.getByRole("heading", { level: 1 })).toContainText("Marc Kerguelen");
    // Somebody manages now: the queue knows the request no more (R-857, SEC-61).
    expect((await first.goto(routes.adminRequest(requests.marc)))?.status()).toBe(404);
    await hers.context().close();
  });
  await first.context().close();
  await second.context().close();
});

test("A11Y-31, R-857 · without scripts support lets one person in and refuses the other, and says why", async ({
  browser,
  portal,
  mailbox,
  database,
}) => {
  test.slow();
  const { ines, marc, requests, administrators } = await aVacancy(portal);
  const page = await pageOf(browser, portal, administrators[0], false);

  await page.goto(routes.adminRequest(requests.ines));
  await page.getByRole("link", { name: "Valider comme utilisateur simple" }).click();
  await page.getByRole("button", { name: "Valider comme utilisateur simple" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Ce champ est obligatoire." })).toBeVisible();
  await sayWhy(page, "Mandat écrit reçu");
  await page.getByRole("button", { name: "Valider comme utilisateur simple" }).click();
  await expect(page.getByText("C'est fait : un courriel en informe Ines Kerguelen.")).toBeVisible();

  await page.goto(routes.adminRequest(requests.marc));
  await page.getByRole("link", { name: "Refuser la demande" }).click();
  await sayWhy(page, "Aucun lien avec la structure");
  await page.getByRole("button", { name: "Refuser la demande" }).click();
  await expect(page.getByText("C'est fait : un courriel en informe Marc Kerguelen.")).toBeVisible();
  await page.reload();
  const refusal = await mailbox.waitFor(marc.contactEmail, /./);
  expect(refusal.text).toContain("Aucun lien avec la structure");
  await mailbox.waitFor(ines.contactEmail, /./);

  const { rows } = await database.query(
    "select facts ->> 'act' as act, words as reason from audit_events join audit_personal_values on event_id = id where kind = 'administrator-acted' and actor_id = $1 order by position",
    [administrators[0].id],
  );
  expect(rows).toEqual([
    { act: "approve-attachment", reason: "Mandat écrit reçu" },
    { act: "refuse-attachment", reason: "Aucun lien avec la structure" },
  ]);
  await page.context().close();
});

test("R-1202 · anybody but an administrator is led home, as from every address that is not his", async ({
  browser,
  portal,
}) => {
  const { ines, requests } = await aVacancy(portal);
  const page = await pageOf(browser, portal, ines);
  for (const path of [routes.adminRequests(), routes.adminRequest(requests.ines), routes.adminAppointments()]) {
    await page.goto(path);
    await expect(page).toHaveURL(/\/accueil$/);
  }
  await page.context().close();
});
