import { randomUUID } from "node:crypto";
import type { BrowserContext } from "@playwright/test";
import { attachmentDepartments, attachments } from "@/drizzle/schema/attachment";
import { departments } from "@/drizzle/schema/structure";
import { type Account, aMemberOf, aPendingRequest, type Structure } from "@/lib/testing/people";
import { ask } from "./support/ask";
import { expectForEveryone } from "./support/expect-for-everyone";
import { aManagedStructure, anAccountAt } from "./support/known-structures";
import { behind, signInByCookie } from "./support/people";
import type { Portal } from "./support/portals";
import { expect, test } from "./support/test";

test("R-853, R-855, R-607 · a person finds his structure, asks, corrects and takes it back; managers and he are told", async ({
  page,
  portal,
  person,
  context,
  mailbox,
}) => {
  test.slow();
  const { structure, manager } = await aSite(portal, person.email);
  const account = await aGuest(portal, context, person.email);

  await test.step("S-10 shows the way to S-11", async () => {
    await page.goto("/mon-compte");
    await page.getByRole("link", { name: "Demander un rattachement" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Demander un rattachement");
  });

  await test.step("S-11: an odd identifier is refused beside its field", async () => {
    await page.getByLabel("Type d'identifiant").selectOption("EN_COURS_IMMATRICULATION");
    await page.getByRole("textbox", { name: "Identifiant", exact: true }).fill("?");
    await page.getByRole("button", { name: "Rechercher" }).click();
    await expect(page.getByRole("main").getByRole("alert")).toContainText(
      "L'identifiant saisi ne respecte pas le format attendu.",
    );
    await expect(page.getByRole("textbox", { name: "Identifiant", exact: true })).toHaveValue("?");
  });

  await test.step("SEC-63: the exact one shows designation and town only", async () => {
    await page.getByRole("textbox", { name: "Identifiant", exact: true }).fill(structure.identifier.toLowerCase());
    await page.getByRole("button", { name: "Rechercher" }).click();
    await expect(page.getByRole("heading", { name: "Structure trouvée" })).toBeVisible();
    const main = page.getByRole("main");
    await expect(main).toContainText("Chaudronnerie Bréhat");
    await expect(main).toContainText("Rennes");
    await expect(main).not.toContainText(/rue des Lilas|35000|Jean-Marc|Dupont/);
    await expect(main.getByLabel("Clos")).toHaveCount(0);
  });

  await test.step("the request: M-51, and who was told (C-20)", async () => {
    await page.getByLabel("Ventes (VENTES)").check();
    await page.getByLabel("Commentaire").fill("J'arrive lundi,\nau service des ventes.");
    await page.getByRole("button", { name: "Valider" }).click();
    await page.waitForURL(/\/mon-compte\/rattachements\/[0-9a-f-]{36}\?fait=demande$/);
    await expect(page.getByRole("status")).toHaveText("Votre demande a été transmise au gestionnaire de la structure.");
    const main = page.getByRole("main");
    await expect(main).toContainText(/Jean-Marc D\., en a été informé le \d\d\/\d\d\/\d{4}/);
    await expect(main).not.toContainText("Dupont");
    await expect(main.getByText("Ventes (VENTES)")).toBeVisible();
    await expect(main.getByText("J'arrive lundi, au service des ventes.")).toBeVisible();
    const steps = main.getByRole("list", { name: "Suivi" }).getByRole("listitem");
    await expect(steps).toHaveCount(4);
    await expect(steps.first()).toContainText("Demande de rattachement");
    await expect(steps.nth(1)).toContainText("Rappel aux gestionnaires");
    await expect(steps.last()).toContainText(/Prévu le \d\d\/\d\d\/\d{4}/);
  });

  await test.step("N-12 reaches the manager", async () => {
    const { text } = await mailbox.waitFor(manager.contactEmail, /Demande de rattachement à Chaudronnerie Bréhat/);
    expect(text).toContain("Camille");
  });

  await test.step("he corrects the request", async () => {
    await page.getByRole("link", { name: "Corriger la demande" }).click();
    const dialog = page.getByRole("dialog", { name: "Corriger votre demande de rattachement à Chaudronnerie Bréhat" });
    await expect(dialog.getByLabel("Ventes (VENTES)")).toBeChecked();
    await dialog.getByLabel("Travaux (TRAVAUX)").check();
    await dialog.getByLabel("Commentaire").fill("Au service des travaux.");
    await dialog.getByRole("button", { name: "Enregistrer" }).click();
    await expect(page.getByRole("status")).toHaveText("Vos modifications ont été enregistrées.");
    await expect(page.getByRole("main").getByText("Travaux (TRAVAUX)")).toBeVisible();
  });

  await test.step("he takes it back (N-14), and may ask again", async () => {
    await page.goto("/mon-compte");
    await page.getByRole("link", { name: "Annuler la demande de rattachement à Chaudronnerie Bréhat" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Annuler la demande" }).click();
    await expect(page.getByRole("status")).toHaveText("Votre demande a été annulée.");
    await expect(page.getByRole("main").getByRole("link", { name: "Demander un rattachement" })).toBeVisible();
    await mailbox.waitFor(account.contactEmail, /Demande de rattachement à Chaudronnerie Bréhat annulée/);
  });

  await test.step("R-607: the history keeps it", async () => {
    await page.goto("/mon-compte/demandes");
    const row = page.getByRole("row", { name: /Chaudronnerie Bréhat/ });
    await expect(row).toContainText("Rattachement");
    await expect(row).toContainText("Annulé");
  });
});

test("R-853 · without scripts: search by address, then the request", { tag: "@no-js" }, async ({
  page,
  portal,
  person,
  context,
}) => {
  const { structure } = await aSite(portal, person.email);
  await aGuest(portal, context, person.email);
  await page.goto(
    `/mon-compte/rattachements/nouveau?type=${structure.identifierType}&identifiant=${structure.identifier}`,
  );
  await page.getByLabel("Ventes (VENTES)").check();
  await page.getByRole("button", { name: "Valider" }).click();
  await page.waitForURL(/\/mon-compte\/rattachements\/[0-9a-f-]{36}\?fait=demande$/);
  await page.getByRole("link", { name: "Annuler la demande" }).click();
  await page.getByRole("button", { name: "Annuler la demande" }).click();
  await expect(page.getByRole("status")).toHaveText("Votre demande a été annulée.");
});

test("SEC-63 · R-150 · of a private individual one learns that there is one; no address names him", async ({
  page,
  portal,
  person,
  context,
}) => {
  const identifier = aPersonalIdentifier();
  await aManagedStructure(
    portal,
    { identifierType: "PARTICULIER", identifier, legalName: "Claire Petit", city: "Ploubazlanec" },
    { email: `manager.of.${person.email}`, givenName: "Claire", familyName: "Petit" },
  );
  await aGuest(portal, context, person.email);
  await page.goto("/mon-compte/rattachements/nouveau");
  await page.getByLabel("Type d'identifiant").selectOption("PARTICULIER");
  await page.getByRole("textbox", { name: "Identifiant", exact: true }).fill(identifier);
  await page.getByRole("button", { name: "Rechercher" }).click();
  await expect(page.getByRole("heading", { name: "Structure trouvée" })).toBeVisible();
  expect(page.url()).not.toContain(identifier);
  const secrets = new RegExp(`Claire|Petit|Ploubazlanec|${identifier}`);
  expect(await page.content()).not.toMatch(secrets);
  await page.getByRole("button", { name: "Valider" }).click();
  await page.waitForURL(/\?fait=demande$/);
  expect(await page.content()).not.toMatch(secrets);
});

test("SEC-43, SEC-63 · the number of a private individual who was looked for opens for nobody else, and goes with the session", async ({
  page,
  portal,
  person,
  context,
}) => {
  const identifier = aPersonalIdentifier();
  const kept = async () => (await context.cookies()).some(({ name }) => name.includes("structure-search"));
  await aGuest(portal, context, person.email);
  const search = async () => {
    await page.goto("/mon-compte/rattachements/nouveau");
    await page.getByLabel("Type d'identifiant").selectOption("PARTICULIER");
    await page.getByRole("textbox", { name: "Identifiant", exact: true }).fill(identifier);
    await page.getByRole("button", { name: "Rechercher" }).click();
    await page.waitForURL(/etape=particulier$/);
  };
  await search();
  const found = page.url();
  expect(await kept()).toBe(true);

  await test.step("somebody else in the same browser, whose session replaced an idle one", async () => {
    await aGuest(portal, context, `next.${person.email}`);
    await page.goto(found);
    await expect(page.getByRole("textbox", { name: "Identifiant", exact: true })).toHaveValue("");
    expect(await page.content()).not.toContain(identifier);
  });

  await test.step("signing out", async () => {
    await search();
    await page.getByRole("button", { name: "Déconnexion" }).click();
    await expect(page.getByText("Vous êtes déconnecté. À bientôt !")).toBeVisible();
    expect(await kept()).toBe(false);
  });
});

test("M-26, M-56, R-853 · inactive, already asked for, absent: each is told, with the next step", async ({
  page,
  portal,
  person,
  context,
}) => {
  const account = await aGuest(portal, context, person.email);
  const { structure: inactive } = await aManagedStructure(portal, { status: "inactive" });
  const { structure: asked } = await aManagedStructure(portal);
  const ctx = behind(portal);
  const { attachment } = await aPendingRequest(ctx, asked, { account });
  await ctx.close();
  const search = (identifier: string) =>
    page.goto(`/mon-compte/rattachements/nouveau?type=EN_COURS_IMMATRICULATION&identifiant=${identifier}`);
  await search(inactive.identifier);
  await expect(page.getByText("Cette structure est inactive sur le portail.")).toBeVisible();
  await search(asked.identifier);
  await expect(page.getByText("Vous êtes déjà rattaché à cette structure ou une demande est en cours.")).toBeVisible();
  await page.getByRole("link", { name: "Voir ce rattachement" }).click();
  await page.waitForURL(`**/mon-compte/rattachements/${attachment.id}`);
  await search("ABSENTE42");
  await expect(page.getByRole("link", { name: "Créer la structure" })).toHaveAttribute(
    "href",
    "/structures/nouvelle?type=EN_COURS_IMMATRICULATION&identifiant=ABSENTE42",
  );
});

test("R-855 · time passes: reminders after 15 and 30 days, the end after 60, each told once", async ({
  page,
  portal,
  person,
  context,
  database,
  mailbox,
}) => {
  test.slow();
  const { structure, manager } = await aSite(portal, person.email);
  const account = await aGuest(portal, context, person.email);
  const ctx = behind(portal);
  const { attachment } = await aPendingRequest(ctx, structure, { account });
  await ctx.close();
  const letDaysPass = async (days: number) => {
    await database.query("update attachments set requested_at = now() - make_interval(days => $2) where id = $1", [
      attachment.id,
      days,
    ]);
    const run = { method: "POST", headers: { Authorization: `Bearer ${portal.cronSecret}` } };
    // Twice: nobody hears of anything twice. These jobs alone: the others would meddle with what other tests are at.
    for (const job of ["expired-requests", "request-reminders", "expired-requests", "request-reminders"]) {
      expect((await ask(portal, `/api/upkeep?tache=${job}`, run)).status).toBe(200);
    }
  };
  const reminders = async () =>
    (await mailbox.mailsTo(manager.contactEmail)).filter(({ subject }) => /attend pour Chaudronnerie/.test(subject));

  expect((await ask(portal, "/api/upkeep", { method: "POST" })).status).toBe(401);
  await letDaysPass(14);
  expect(await reminders()).toHaveLength(0);
  await letDaysPass(16);
  await expect.poll(async () => (await reminders()).length).toBe(1);
  await letDaysPass(31);
  await expect.poll(async () => (await reminders()).length).toBe(2);
  await page.goto(`/mon-compte/rattachements/${attachment.id}`);
  const steps = page.getByRole("list", { name: "Suivi" }).getByRole("listitem");
  await expect(steps.filter({ hasText: "Rappel aux gestionnaires" })).toHaveCount(2);
  await expect(steps.filter({ hasText: "Prévu le" })).toHaveCount(1);

  await letDaysPass(61);
  await mailbox.waitFor(account.contactEmail, /Demande de rattachement à Chaudronnerie Bréhat expirée/);
  await page.reload();
  await expect(page.getByText("Cette demande a expiré sans réponse.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Annuler la demande" })).toHaveCount(0);
  expect(await reminders()).toHaveLength(2);
});

test("R-857 · R-320 · without a manager the person learns that support decides, and how to reach it", async ({
  page,
  portal,
  person,
  context,
  database,
}) => {
  const { structure, manager } = await aSite(portal, person.email);
  await database.query("begin");
  await database.query("update structures set manager_vacant_since = now() where id = $1", [structure.id]);
  await database.query("update attachments set status = 'ended' where account_id = $1", [manager.id]);
  await database.query("commit");
  await aGuest(portal, context, person.email);
  await page.goto(
    `/mon-compte/rattachements/nouveau?type=${structure.identifierType}&identifiant=${structure.identifier}`,
  );
  await page.getByRole("button", { name: "Valider" }).click();
  await page.waitForURL(/\?fait=demande$/);
  await expect(page.getByRole("status")).toContainText("Votre demande a été transmise au support");
  await expect(page.getByRole("main").getByRole("link", { name: /@/ }).first()).toBeVisible();
});

test("R-608, R-854 · a member leaves: the tabs are gone at once; the primary manager cannot (M-52)", async ({
  page,
  portal,
  person,
  context,
}) => {
  const { structure, manager } = await aSite(portal, person.email);
  const account = await aGuest(portal, context, person.email);
  const ctx = behind(portal);
  await aMemberOf(ctx, structure, { account });
  await ctx.close();
  await page.goto("/mon-compte");
  await expect(page.getByRole("link", { name: "Consulter la fiche de Chaudronnerie Bréhat" })).toBeVisible();
  await page.getByRole("link", { name: "Quitter la structure Chaudronnerie Bréhat" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Quitter la structure" }).click();
  await expect(page.getByRole("status")).toHaveText("Vous avez quitté la structure.");
  await expect(page.getByRole("navigation", { name: "Rubriques" }).getByRole("link")).toHaveText([
    "Accueil connecté",
    "Mon compte",
  ]);

  await context.clearCookies();
  await signInByCookie(context, portal, manager);
  await page.goto("/mon-compte");
  await expect(page.getByRole("link", { name: /^Quitter/ })).toHaveCount(0);
  await page.getByRole("link", { name: "Détail du rattachement à Chaudronnerie Bréhat" }).click();
  await expect(page.getByRole("link", { name: "Quitter la structure" })).toHaveCount(0);
  await page.goto(`${new URL(page.url()).pathname}?action=quitter`);
  await expect(page.getByText("Transférez ce rôle avant de poursuivre.")).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("SEC-61 · another person's request, one that is not there and an odd address are the same to see", async ({
  page,
  portal,
  person,
  context,
}) => {
  const { structure } = await aSite(portal, person.email);
  const ctx = behind(portal);
  const other = await anAccountAt(portal, { email: `other.${person.email}` });
  const { attachment } = await aPendingRequest(ctx, structure, { account: other });
  await ctx.close();
  await aGuest(portal, context, person.email);
  for (const id of [attachment.id, randomUUID(), "1"]) {
    const answer = await page.request.get(`/mon-compte/rattachements/${id}`);
    expect([id, answer.status()]).toEqual([id, 404]);
    expect(await answer.text()).not.toContain("Chaudronnerie");
  }
});

test("A11Y-34 · S-10, S-11, the waiting page with its dialogs and the history, for every eye and window", async ({
  page,
  portal,
  person,
  context,
}) => {
  test.setTimeout(300_000);
  const { structure, ids } = await aSite(portal, person.email);
  const account = await aGuest(portal, context, person.email);
  await page.goto("/mon-compte/rattachements/nouveau");
  await expectForEveryone(page, "Demander un rattachement");
  await page.getByRole("button", { name: "Rechercher" }).click();
  await expectForEveryone(page, "Erreur : Demander un rattachement");
  await page.goto("/mon-compte/rattachements/nouveau?type=EN_COURS_IMMATRICULATION&identifiant=ABSENTE42");
  await expectForEveryone(page, "Demander un rattachement");
  await page.goto(
    `/mon-compte/rattachements/nouveau?type=${structure.identifierType}&identifiant=${structure.identifier}`,
  );
  await expectForEveryone(page, "Demander un rattachement");

  const ctx = behind(portal);
  const { attachment } = await aPendingRequest(ctx, structure, { account });
  const line = { attachmentId: attachment.id, status: "pending" as const, requestedAt: ctx.now() };
  await ctx.db.insert(attachmentDepartments).values({ ...line, departmentId: ids.sales });
  const { structure: refusing } = await aManagedStructure(portal, { legalName: "Corderie de la Rance" });
  const { attachment: refused } = await aPendingRequest(ctx, refusing, { account, status: "refused" });
  const { number: _number, ...alike } = refused;
  await ctx.db.insert(attachments).values({
    ...alike,
    id: randomUUID(),
    status: "refused",
    requestedAt: new Date("2026-01-05T09:00:00Z"),
    decidedAt: new Date("2026-01-06T09:00:00Z"),
    refusalReason: "Vous n'êtes pas connu de nos services.",
  });
  const { structure: own } = await aManagedStructure(portal, { legalName: "Voilerie de Saint-Malo" });
  await aMemberOf(ctx, own, { account });
  await ctx.close();

  await page.goto(`/mon-compte/rattachements/${attachment.id}`);
  const waiting = "Ma demande de rattachement : Chaudronnerie Bréhat";
  await expectForEveryone(page, waiting);
  for (const question of ["corriger", "annuler"]) {
    await page.goto(`/mon-compte/rattachements/${attachment.id}?action=${question}`);
    await expect(page.getByRole("dialog")).toBeVisible();
    await expectForEveryone(page, waiting);
  }
  await page.keyboard.press("Escape");
  await page.waitForURL(`**/mon-compte/rattachements/${attachment.id}#*`);
  await page.goto(`/mon-compte/rattachements/${refused.id}`);
  await expectForEveryone(page, "Mon rattachement : Corderie de la Rance");
  await page.goto("/mon-compte");
  await expectForEveryone(page, "Mon compte");
  await page.goto("/mon-compte/demandes");
  await expectForEveryone(page, "Historique de mes demandes");
});

/** A structure with a manager and three departments, one of them closed. */
async function aSite(
  portal: Portal,
  email: string,
): Promise<{ structure: Structure; manager: Account; ids: { sales: string } }> {
  const managerEmail = `manager.of.${email}`;
  const { structure, manager } = await aManagedStructure(
    portal,
    { legalName: "Chaudronnerie Bréhat" },
    { email: managerEmail, contactEmail: managerEmail, givenName: "Jean-Marc", familyName: "Dupont" },
  );
  const ctx = behind(portal);
  const sales = ctx.id();
  const row = { structureId: structure.id, validFrom: "2020-01-01" };
  await ctx.db.insert(departments).values([
    { ...row, id: sales, code: "VENTES", name: "Ventes" },
    { ...row, id: ctx.id(), code: "TRAVAUX", name: "Travaux" },
    { ...row, id: ctx.id(), code: "CLOS", name: "Clos", validUntil: "2020-12-31" },
  ]);
  await ctx.close();
  return { structure, manager, ids: { sales } };
}

/** A person with an account, signed in on this browser, attached to nothing. */
async function aGuest(portal: Portal, context: BrowserContext, email: string): Promise<Account> {
  const account = await anAccountAt(portal, { email, contactEmail: email });
  await signInByCookie(context, portal, account);
  return account;
}

/** Born in Rennes in some month of some year; few enough that tests seldom meet, and then differ by the place. */
function aPersonalIdentifier(): string {
  const digits = (count: number, below: number) => String(Math.floor(Math.random() * below)).padStart(count, "0");
  return `2${digits(2, 100)}${String(1 + Math.floor(Math.random() * 12)).padStart(2, "0")}35${digits(3, 1000)}`;
}
