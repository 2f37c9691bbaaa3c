import { readFile } from "node:fs/promises";
import { attachments } from "@/drizzle/schema/attachment";
import { type Account, anAccount } from "@/lib/testing/people";
import { routes } from "@/lib/web/routes";
import { expectForEveryone } from "./support/expect-for-everyone";
import { aHouse, type House } from "./support/house";
import { aManagedStructure } from "./support/known-structures";
import { behind, signInByCookie } from "./support/people";
import type { Portal } from "./support/portals";
import { expect, test } from "./support/test";

test("R-901, R-906, R-908 · a manager validates a request with departments, role and workspaces, and sees that it is done", {
  tag: ["@phone", "@no-js"],
}, async ({ page, portal, context, database, mailbox }) => {
  test.slow();
  const house = await aHouse(portal);
  await signInByCookie(context, portal, house.primaryManager);
  const main = page.getByRole("main");

  await test.step("R-302, A11Y-23: the second tab leads to the desk, and counts what waits", async () => {
    await page.goto(routes.portalHome());
    const tabs = page.getByRole("navigation", { name: "Rubriques" }).getByRole("link");
    await expect(tabs.nth(1)).toHaveText(/Activités du gestionnaire.*2 demandes à traiter/);
    await tabs.nth(1).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Activités du gestionnaire");
    await expect(page.getByRole("link", { name: /Mes actions en attente\s*\(2\)/ })).toHaveAttribute(
      "aria-current",
      "page",
    );
  });

  await test.step("the row leads to the question", async () => {
    const name = "Valider la demande de rattachement de Ines Kerguelen à Tonnellerie Kerguelen";
    await page.getByRole("link", { name }).click();
    const dialog = page.getByRole("dialog", { name: "Valider la demande de Ines Kerguelen" });
    await expect(dialog.getByLabel("Utilisateur simple")).toBeChecked();
    await expect(dialog.getByLabel("Factures émises")).toHaveValue("write");
    await expect(dialog.getByLabel("Suivi des flux")).toHaveValue("none");
    await dialog.getByLabel("Gestionnaire secondaire").check();
    await dialog.getByLabel("Suivi des flux").selectOption("Consultation");
    await dialog.getByRole("button", { name: "Valider la demande" }).click();
    await expect(page.getByRole("status").first()).toContainText("Votre décision est enregistrée.");
    await expect(main).toContainText("Validation du rattachement");
    await expect(main.getByRole("link", { name: "Valider" })).toHaveCount(0);
  });

  const { rows } = await database.query(
    "select workspace, access from subscriptions where account_id = $1 and status = 'active' order by workspace",
    [house.requester.id],
  );
  expect(rows).toEqual([
    { workspace: "FACTURES_EMISES", access: "write" },
    { workspace: "SUIVI_FLUX", access: "read" },
  ]);
  await mailbox.waitFor(house.requester.contactEmail, /rattachement/i);

  await test.step("M-54: whoever comes second learns by whom and when, and meets no error", async () => {
    await context.clearCookies();
    await signInByCookie(context, portal, house.secondaryManager);
    await page.goto(`${routes.attachmentRequest(house.ids.attachmentRequest)}?action=refuser`);
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(main).toContainText("Cette demande a déjà été traitée.");
    await expect(main).toContainText(/Validation du rattachement, par Sophie Kerguelen, le \d\d\/\d\d\/\d{4}/);
  });
});

test("SEC-66, R-908 · two managers have the question open: the second answer changes nothing and says so", async ({
  page,
  portal,
  context,
  browser,
  database,
}) => {
  const house = await aHouse(portal);
  const { attachmentRequest } = house.ids;
  const other = await browser.newContext({ baseURL: portal.url });
  await signInByCookie(context, portal, house.primaryManager);
  await signInByCookie(other, portal, house.secondaryManager);
  const second = await other.newPage();
  await page.goto(`${routes.attachmentRequest(attachmentRequest)}?action=refuser`);
  await second.goto(`${routes.attachmentRequest(attachmentRequest)}?action=valider`);

  await page.getByLabel("Motif du refus").fill("Inconnue de nos services.");
  await page.getByRole("dialog").getByRole("button", { name: "Refuser la demande" }).click();
  await expect(page.getByRole("status").first()).toContainText("Votre décision est enregistrée.");
  // A secondary manager makes nobody a manager.
  await expect(second.getByLabel("Gestionnaire secondaire")).toHaveCount(0);
  await second.getByRole("dialog").getByRole("button", { name: "Valider la demande" }).click();
  await expect(second.getByRole("main")).toContainText("Cette demande a déjà été traitée.");
  await expect(second.getByRole("main")).toContainText("Motif : Inconnue de nos services.");
  const { rows } = await database.query("select status from attachments where id = $1", [attachmentRequest]);
  expect(rows).toEqual([{ status: "refused" }]);
  await other.close();
});

test("R-902, R-906 · a request for a workspace is validated, another is refused for a reason", async ({
  page,
  portal,
  context,
  mailbox,
}) => {
  const house = await aHouse(portal);
  await signInByCookie(context, portal, house.secondaryManager);
  await page.goto(routes.desk());
  await page.getByRole("link", { name: /^Refuser la demande de .* pour l'espace/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Refuser la demande" }).click();
  await expect(page.locator("form [role=alert]")).toContainText("Ce champ est obligatoire.");
  await dialog.getByRole("link", { name: "Annuler" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.getByRole("main").getByRole("link", { name: "Valider" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Valider la demande" }).click();
  await expect(page.getByRole("status").first()).toContainText("Votre décision est enregistrée.");
  await expect(page.getByRole("main")).toContainText("Validation de l'abonnement");
  await mailbox.waitFor(house.member.contactEmail, /abonnement|espace/i);
});

test("R-510, R-851, R-906 · a suspended requester is to be reactivated first, and nothing is asked about a closed account", async ({
  page,
  portal,
  context,
  database,
}) => {
  const house = await aHouse(portal);
  await signInByCookie(context, portal, house.primaryManager);
  const main = page.getByRole("main");
  const path = routes.subscriptionRequest(house.ids.subscriptionRequest);
  await database.query("update attachments set status = 'suspended' where id = $1", [house.ids.memberAttachment]);
  await page.goto(path);
  await expect(main).toContainText("pour valider sa demande, réactivez-la d'abord");
  await expect(main.getByRole("link", { name: "Valider" })).toHaveCount(0);
  await expect(main.getByRole("link", { name: "Refuser" })).toHaveCount(1);
  await database.query(
    "update accounts set status = 'deactivated', deactivated_at = now(), deactivation_cause = 'own-wish' where id = $1",
    [house.member.id],
  );
  await page.goto(`${path}?action=refuser`);
  await expect(main).toContainText("Le compte de cette personne n'est plus actif");
  await expect(main.getByRole("link", { name: "Refuser" })).toHaveCount(0);
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("R-906 · somebody of the same name and an earlier request are told before one decides", async ({
  page,
  portal,
  context,
}) => {
  const house = await aHouse(portal);
  const [again, namesake] = await severalRequests(portal, house, ["Inès", "Inès"]);
  await signInByCookie(context, portal, house.primaryManager);
  await page.goto(routes.attachmentRequest(String(again)));
  await expect(page.getByRole("main")).toContainText("Une autre personne porte ce nom dans la structure");
  await page.goto(`${routes.selectedAttachmentRequests()}?action=valider&demande=${again}&demande=${namesake}`);
  await expect(page.getByText("Homonyme dans la structure")).toHaveCount(2);
  await expectForEveryone(page, "Valider 2 demandes de rattachement");
});

test("R-907, R-1404 · every request of a search is refused at once: progress, report, file", async ({
  page,
  portal,
  context,
  database,
}) => {
  test.slow();
  const house = await aHouse(portal);
  const names = Array.from({ length: 24 }, (_, index) => `Zoé${"abcdefghijklmnopqrstuvwxyz"[index]}`);
  const ids = await severalRequests(portal, house, names);
  await signInByCookie(context, portal, house.primaryManager);

  await page.goto(routes.desk());
  await page.getByLabel("Rechercher un demandeur ou une structure").first().fill("zoe");
  await page.getByRole("button", { name: "Rechercher" }).first().click();
  await page.getByLabel("Toutes les demandes de la recherche (24)").check();
  await page.getByRole("button", { name: "Refuser la sélection" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Refuser 24 demandes de rattachement");
  // Somebody decides one of them meanwhile.
  await database.query("update attachments set status = 'cancelled' where id = $1", [ids[0]]);
  await page.getByLabel("Motif du refus").fill("Inscription groupée à reprendre");
  await page.getByRole("button", { name: "Refuser la sélection" }).click();

  await page.waitForURL(/\/operations\/[0-9a-f-]{36}$/);
  // What is cancelled is no longer found when the selection is sent: it is not among the rows.
  await expect(page.getByRole("main")).toContainText("23 demandes traitées, 0 en erreur.", { timeout: 30_000 });
  await expectForEveryone(page, "Refus de demandes de rattachement");
  const waiting = page.waitForEvent("download");
  await page.getByRole("link", { name: "Télécharger le compte rendu (CSV)" }).click();
  const report = await readFile(await (await waiting).path(), "utf8");
  expect(report.charCodeAt(0)).toBe(0xfeff);
  expect(report.split("\r\n").filter((line) => line.includes("Demande refusée"))).toHaveLength(23);
  await page.getByRole("link", { name: "Retour aux demandes" }).click();
  await page.waitForURL(routes.desk());
});

test("SEC-64, R-907 · a forged selection with foreign and stale rows reports each of them", async ({
  page,
  portal,
  context,
  database,
}) => {
  const house = await aHouse(portal);
  const foreign = await aHouse(portal);
  const { attachmentRequest } = house.ids;
  const [stale] = await severalRequests(portal, house, ["Paul"]);
  await signInByCookie(context, portal, house.primaryManager);
  const chosen = [attachmentRequest, stale, foreign.ids.attachmentRequest].map((id) => `demande=${id}`).join("&");
  await page.goto(`${routes.selectedAttachmentRequests()}?action=valider&${chosen}`);
  await expect(page.getByRole("main")).toContainText("1 demande est introuvable parmi les structures que vous gérez.");
  await database.query("update attachments set status = 'cancelled' where id = $1", [stale]);
  await page.getByRole("button", { name: "Valider la sélection" }).click();
  await expect(page.getByRole("main")).toContainText("1 demande traitée, 2 en erreur.");
  await page.getByRole("link", { name: /^En erreur/ }).click();
  await expect(page.getByRole("rowheader")).toHaveCount(2);
  await expect(page.getByRole("main")).toContainText("Cette demande a déjà été traitée.");
  await expect(page.getByRole("main")).toContainText("Introuvable parmi les structures que vous gérez");
});

test("R-903, R-904, R-905 · the other parts of the desk: structures, people, history", async ({
  page,
  portal,
  context,
}) => {
  const house = await aHouse(portal);
  await signInByCookie(context, portal, house.primaryManager);
  const main = page.getByRole("main");
  await page.goto(routes.desk());
  await page.getByRole("link", { name: "Mes structures", exact: true }).click();
  await expect(main.getByRole("link", { name: "Créer une structure" })).toBeVisible();
  await expect(main.getByRole("link", { name: "Modifier la fiche structure de Tonnellerie Kerguelen" })).toBeVisible();
  await expectForEveryone(page, "Mes structures - Activités du gestionnaire");

  await page.getByRole("link", { name: "Les utilisateurs de mes structures" }).click();
  await page.getByLabel("Rechercher un nom, une adresse ou une structure").fill("lucas");
  await page.getByRole("button", { name: "Rechercher" }).click();
  await expect(page.getByRole("rowheader")).toHaveCount(1);
  const waiting = page.waitForEvent("download");
  await page.getByRole("link", { name: "Exporter" }).click();
  expect(await readFile(await (await waiting).path(), "utf8")).toContain(house.member.contactEmail);

  await page.getByRole("link", { name: "Historique des actions" }).click();
  await expect(main.getByRole("row").filter({ hasText: "Lucas" })).toContainText("Validation du rattachement");
  await expectForEveryone(page, "Historique des actions - Activités du gestionnaire");
});

test("R-302, R-1202 · for a simple user the desk does not exist, and he has no tab to it", async ({
  page,
  portal,
  context,
  complaints,
}) => {
  complaints.expectComplaint(/status of 404/);
  const house = await aHouse(portal);
  const elsewhere = await aManagedStructure(portal);
  await signInByCookie(context, portal, house.member);
  await page.goto(routes.portalHome());
  await expect(page.getByRole("link", { name: /Activités du gestionnaire/ })).toHaveCount(0);
  await context.clearCookies();
  await signInByCookie(context, portal, elsewhere.manager);
  const answer = await page.goto(routes.attachmentRequest(house.ids.attachmentRequest));
  expect(answer?.status()).toBe(404);
});

/** Requests that wait in that house, by people of those first names, oldest first. */
async function severalRequests(portal: Portal, house: House, givenNames: string[]): Promise<string[]> {
  const ctx = behind(portal);
  try {
    const ids: string[] = [];
    for (const givenName of givenNames) {
      const email = `requester.${ctx.id()}@example.org`;
      const account: Account = await anAccount(ctx, { email, contactEmail: email, givenName, familyName: "Le Goff" });
      const id = ctx.id();
      ids.push(id);
      await ctx.db.insert(attachments).values({
        id,
        accountId: account.id,
        structureId: house.structure.id,
        role: "member",
        status: "pending",
        requestedAt: ctx.now(),
      });
    }
    return ids;
  } finally {
    await ctx.close();
  }
}
