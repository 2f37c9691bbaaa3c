import type { Page } from "@playwright/test";
import { approveSubscription } from "@/lib/attachment/approve-subscription";
import { permitFor } from "@/lib/attachment/permit-for";
import { type Account, aMemberOf, anAccount, aSessionOf } from "@/lib/testing/people";
import { routes } from "@/lib/web/routes";
import { expectForEveryone } from "./support/expect-for-everyone";
import { aHouse, type House } from "./support/house";
import { aManagedStructure, anAccountAt } from "./support/known-structures";
import { behind, signInByCookie } from "./support/people";
import type { Portal } from "./support/portals";
import { expect, test } from "./support/test";

const tabs = (page: Page) => page.getByRole("navigation", { name: "Rubriques" });

test("S-12, R-707, M-51, R-423 · a person asks for a workspace, waits, and enters it on the next click once it is approved", {
  tag: "@phone",
}, async ({ page, context, portal, mailbox }) => {
  test.slow();
  const house = await aHouse(portal);
  await signInByCookie(context, portal, house.member);

  await test.step("S-12 offers what is open and not yet held", async () => {
    await page.goto(routes.requestSubscription());
    await expect(page.getByLabel("Suivi des flux")).toBeVisible();
    await expect(page.getByLabel("Factures émises")).toHaveCount(0);
    await expect(page.getByText("Vos demandes seront adressées à : Sophie Kerguelen, Marc Kerguelen.")).toBeVisible();
    await expectForEveryone(page, "Ajouter un abonnement");
  });

  await test.step("what is missing is said, and nothing typed is lost", async () => {
    await page.getByLabel("Commentaire").fill("Je suis les flux EDI.");
    await page.getByRole("button", { name: "Valider" }).click();
    const summary = page.getByRole("main").getByRole("alert");
    await expect(summary.getByRole("link", { name: "Espace – Ce champ est obligatoire." })).toBeVisible();
    await expect(summary.getByRole("link", { name: "Mode – Ce champ est obligatoire." })).toBeVisible();
    await expect(page.getByLabel("Commentaire")).toHaveValue("Je suis les flux EDI.");
    await expectForEveryone(page, "Erreur : Ajouter un abonnement");
  });

  await test.step("the request is sent: M-51, who was told, what comes next", async () => {
    await page.getByLabel("Suivi des flux").check();
    await page.getByLabel("Consultation").check();
    await page.getByRole("button", { name: "Valider" }).click();
    await page.waitForURL(/\/mon-compte\/abonnements\/[0-9a-f-]{36}\?fait=demande$/);
    await expect(page.getByText("Votre demande a été transmise au gestionnaire de la structure.")).toBeVisible();
    await expect(page.getByRole("list", { name: "Suivi" })).toContainText("Peuvent répondre : Sophie Kerguelen");
    await expect(tabs(page)).not.toContainText("Suivi des flux");
    await mailbox.waitFor(house.primaryManager.contactEmail, /./);
    await mailbox.waitFor(house.secondaryManager.contactEmail, /./);
    await expectForEveryone(page, "Abonnement à l'espace Suivi des flux");
  });

  await test.step("a manager approves: the tab is there on the next click, without signing in again", async () => {
    const subscriptionId = /abonnements\/([0-9a-f-]+)/.exec(page.url())?.[1] ?? "";
    await approve(portal, house, subscriptionId);
    await page.goto(routes.portalHome());
    await tabs(page).getByRole("link", { name: "Suivi des flux" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Suivi des flux");
    await expect(page.getByRole("table")).toContainText("Consultation");
  });
});

test("R-705, R-704 · a person takes and gives back a workspace that needs nobody; its tab comes and goes at once", async ({
  page,
  context,
  portal,
}) => {
  const { structure } = await aManagedStructure(portal);
  const ctx = behind(portal);
  const account = await anAccount(ctx, { email: `lucas.${ctx.id()}@example.org` });
  await aMemberOf(ctx, structure, { account, workspaces: [] });
  await ctx.close();
  await signInByCookie(context, portal, account);

  await page.goto(routes.requestSubscription());
  await page.getByLabel("Factures émises").check();
  await page.getByLabel("Modification").check();
  await page.getByRole("button", { name: "Valider" }).click();
  await page.waitForURL(/fait=demande$/);
  await expect(page.getByText("L'espace Factures émises est à vous dès maintenant.")).toBeVisible();
  await expect(tabs(page)).toContainText("Factures émises");

  await page.getByRole("link", { name: "Mettre fin à l'abonnement" }).click();
  const dialog = page.getByRole("dialog", { name: "Mettre fin à l'abonnement à l'espace Factures émises" });
  await expect(dialog).toContainText("Vous pourrez le reprendre à tout moment, sans validation.");
  await dialog.getByRole("button", { name: "Mettre fin à l'abonnement" }).click();
  await page.waitForURL(/fait=fin$/);
  await expect(page.getByText("Votre abonnement a pris fin.")).toBeVisible();
  await expect(tabs(page)).not.toContainText("Factures émises");
});

test("R-815, R-708 · a manager opens workspaces and closes one; whoever used it is told by one mail", {
  tag: "@phone",
}, async ({ page, context, portal, mailbox }) => {
  test.slow();
  const house = await aHouse(portal);
  await signInByCookie(context, portal, house.primaryManager);
  const path = routes.structureWorkspaces(house.ids.structure);

  await test.step("he opens one that asks who bills", async () => {
    await page.goto(path);
    await expectForEveryone(page, "Espaces - Tonnellerie Kerguelen");
    await page.getByRole("link", { name: "Ajouter des espaces" }).click();
    const dialog = page.getByRole("dialog", { name: "Ajouter des espaces à la structure Tonnellerie Kerguelen" });
    // Open from the start, modal once the scripts are there.
    await expect(page.locator("dialog:modal")).toHaveCount(1);
    await expect(dialog.getByLabel("Factures reçues")).toHaveCount(0);
    await expect(dialog.getByLabel("Catégorie de prestataire")).toBeHidden();
    await dialog.getByLabel("Mémoires de frais de justice").check();
    await dialog.getByLabel("Catégorie de prestataire").selectOption({ label: "Expert" });
    await dialog.getByLabel("COSP").check();
    await expect(dialog.getByLabel("M'y abonner en modification")).toBeChecked();
    await expectForEveryone(page, "Espaces - Tonnellerie Kerguelen");
    await dialog.getByRole("button", { name: "Ajouter" }).click();
    await page.waitForURL(/fait=ajout$/);
    await expect(page.getByText("Les espaces ont été ajoutés.")).toBeVisible();
    await expect(page.getByRole("table")).toContainText("Mémoires de frais de justice");
    await expect(tabs(page)).toContainText("Mémoires de frais de justice");
  });

  await test.step("he closes two that people use or wait for, once he knows how many", async () => {
    await page.goto(path);
    await page.getByRole("button", { name: "Supprimer des espaces" }).click();
    await expect(page.getByText("Cochez au moins un espace dans la liste")).toBeVisible();
    await page.getByRole("checkbox", { name: "Sélectionner l'espace Engagements" }).check();
    await page.getByRole("checkbox", { name: "Sélectionner l'espace Factures émises" }).check();
    await page.getByRole("button", { name: "Supprimer des espaces" }).click();
    const dialog = page.getByRole("dialog", { name: "Supprimer 2 espaces" });
    await expect(dialog).toContainText("utilisateurs y sont abonnés : leur accès prendra fin tout de suite.");
    await expect(dialog).toContainText("1 personne attend une réponse : sa demande sera refusée.");
    await expect(page.locator("dialog:modal")).toHaveCount(1);
    await page.keyboard.press("Escape");
    await page.waitForURL(`**${path}#*`);
    await expect(page.getByRole("button", { name: "Supprimer des espaces" })).toBeFocused();
    await page.getByRole("link", { name: "Supprimer l'espace Engagements" }).click();
    await page.locator("dialog:modal").getByRole("button", { name: "Supprimer" }).click();
    await page.waitForURL(/fait=suppression$/);
    await expect(page.getByText("Les espaces ont été supprimés.")).toBeVisible();
    await expect(page.getByRole("table")).not.toContainText("Engagements");
    await mailbox.waitFor(house.member.contactEmail, /./);
  });
});

test("R-815 · a simple user reads the list and changes nothing", async ({ page, context, portal }) => {
  const house = await aHouse(portal);
  await signInByCookie(context, portal, house.member);
  await page.goto(`${routes.structureWorkspaces(house.ids.structure)}?action=ajouter`);
  await expect(page.getByRole("table", { name: "Liste des espaces de la structure" })).toContainText("Suivi des flux");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByRole("table").getByRole("checkbox")).toHaveCount(0);
  await expect(page.getByRole("link", { name: /Supprimer/ })).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Ajouter des espaces" })).toHaveCount(0);
});

test("R-707 · whoever is attached to nothing is shown the way to a structure", async ({ page, context, portal }) => {
  const ctx = behind(portal);
  const email = `solo.${ctx.id()}@example.org`;
  await ctx.close();
  await signInByCookie(context, portal, await anAccountAt(portal, { email }));
  await page.goto(routes.requestSubscription());
  await expect(page.getByRole("main").getByRole("link", { name: "Demander un rattachement" })).toHaveAttribute(
    "href",
    routes.requestAttachment(),
  );
  await expectForEveryone(page, "Ajouter un abonnement");
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("A11Y-31, R-707 · somebody with two structures chooses one, asks, and takes the request back", async ({
    page,
    context,
    portal,
  }) => {
    const house = await aHouse(portal);
    const other = await aHouse(portal, { legalName: "Cartonnerie Bréhat" });
    await join(portal, other, house.member);
    await signInByCookie(context, portal, house.member);

    await page.goto(routes.requestSubscription());
    await page.getByLabel("Structure").selectOption(other.ids.structure);
    await page.getByRole("button", { name: "Continuer" }).click();
    await expect(page.getByRole("main")).toContainText("Cartonnerie Bréhat");
    await page.getByLabel("Service").selectOption({ label: "Achats (ACHATS)" });
    await page.getByLabel("Engagements").check();
    await page.getByLabel("Consultation").check();
    await page.getByRole("button", { name: "Valider" }).click();
    await expect(page.getByText("Votre demande a été transmise au gestionnaire de la structure.")).toBeVisible();
    await expect(page.getByRole("main")).toContainText("Achats");

    await page.getByRole("link", { name: "Annuler la demande" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Annuler la demande" }).click();
    await expect(page.getByText("Votre demande a été annulée.")).toBeVisible();
  });
});

/** The screen of the decision is another journey's: here it is only taken. */
async function approve(portal: Portal, house: House, subscriptionId: string): Promise<void> {
  const ctx = behind(portal);
  const { actor } = await aSessionOf(ctx, house.primaryManager);
  const permit = permitFor(actor, house.ids.structure, "decide-requests");
  if (!permit) throw new Error("a manager decides");
  expect(await approveSubscription(ctx, permit, { subscriptionId })).toEqual({ kind: "approved" });
  await ctx.close();
}

async function join(portal: Portal, { structure }: House, account: Account): Promise<void> {
  const ctx = behind(portal);
  await aMemberOf(ctx, structure, { account, workspaces: [] });
  await ctx.close();
}
