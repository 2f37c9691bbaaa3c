import { routes } from "@/lib/web/routes";
import { expectForEveryone } from "./support/expect-for-everyone";
import { aHouse, type House } from "./support/house";
import { signInByCookie } from "./support/people";
import { pagesOfAHouse } from "./support/rights-matrix";
import { expect, test } from "./support/test";

/** Where a question is asked over a page, by `?action=`. */
const questions: Record<string, (ids: House["ids"]) => string> = {
  "approving a request": ({ attachmentRequest }) => `${routes.attachmentRequest(attachmentRequest)}?action=valider`,
  "refusing a request": ({ attachmentRequest }) => `${routes.attachmentRequest(attachmentRequest)}?action=refuser`,
  "approving a subscription": ({ subscriptionRequest }) =>
    `${routes.subscriptionRequest(subscriptionRequest)}?action=valider`,
  "refusing a subscription": ({ subscriptionRequest }) =>
    `${routes.subscriptionRequest(subscriptionRequest)}?action=refuser`,
  "changing the rights of a member": ({ structure, memberAttachment }) =>
    `${routes.member(structure, memberAttachment)}?action=modifier`,
  "suspending a member": ({ structure, memberAttachment }) =>
    `${routes.member(structure, memberAttachment)}?action=desactiver`,
  "detaching a member": ({ structure, memberAttachment }) =>
    `${routes.member(structure, memberAttachment)}?action=detacher`,
  "reactivating a member": ({ structure, suspendedAttachment }) =>
    `${routes.member(structure, suspendedAttachment)}?action=reactiver`,
  "opening workspaces": ({ structure }) => `${routes.structureWorkspaces(structure)}?action=ajouter`,
  "closing a workspace": ({ structure }) =>
    `${routes.structureWorkspaces(structure)}?espace=factures-emises&action=supprimer`,
};

test("A11Y-34 · S-13, S-14: every page about a structure, as its primary manager", async ({
  page,
  portal,
  context,
}) => {
  test.setTimeout(300_000);
  const house = await aHouse(portal);
  await signInByCookie(context, portal, house.primaryManager);
  for (const [name, [, pathOf]] of Object.entries(pagesOfAHouse)) {
    if (name.startsWith("the export")) continue;
    await test.step(name, async () => {
      await page.goto(pathOf(house.ids));
      await expectForEveryone(page, ".+");
    });
  }
});

test("A11Y-22 · A11Y-34 · every question a manager is asked: a named dialog, Escape, and the way back", async ({
  page,
  portal,
  context,
}) => {
  test.setTimeout(300_000);
  const house = await aHouse(portal);
  await signInByCookie(context, portal, house.primaryManager);
  for (const [name, pathOf] of Object.entries(questions)) {
    await test.step(name, async () => {
      const path = pathOf(house.ids);
      await page.goto(path);
      const dialog = page.getByRole("dialog");
      await expect(dialog).toBeVisible();
      await expect(dialog).toHaveAccessibleName(/\S/);
      // It starts at its title, not at the first field or at the act itself (A11Y-25).
      await expect(dialog.locator("h2:focus")).toHaveCount(1);
      await expectForEveryone(page, ".+");
      await page.keyboard.press("Escape");
      await expect(page).not.toHaveURL(/\?/);
      await expect(page.getByRole("dialog")).toHaveCount(0);
      // Back on what asked, not at the top of the page.
      await expect(page.locator(":focus")).toHaveAttribute("href", path);
    });
  }
});

test("A11Y-34 · the desk, its parts, and what one reads as a member or a requester", async ({
  page,
  portal,
  context,
}) => {
  test.setTimeout(300_000);
  const house = await aHouse(portal);
  await signInByCookie(context, portal, house.secondaryManager);
  for (const path of [
    routes.desk(),
    `${routes.desk()}?recherche=introuvable`,
    routes.deskStructures(),
    routes.deskMembers(),
    routes.deskHistory(),
    routes.newStructure(),
    routes.invitations(),
  ]) {
    await page.goto(path);
    await expectForEveryone(page, ".+");
  }

  await context.clearCookies();
  await signInByCookie(context, portal, house.member);
  for (const path of [
    routes.structure(house.ids.structure),
    routes.departments(house.ids.structure),
    routes.structureWorkspaces(house.ids.structure),
    routes.members(house.ids.structure),
    routes.documents(house.ids.structure),
    routes.bankDetails(house.ids.structure),
    routes.mandates(house.ids.structure),
    routes.requestSubscription(),
    routes.ownSubscription(house.ids.subscriptionRequest),
    routes.ownAttachment(house.ids.memberAttachment),
    `${routes.ownAttachment(house.ids.memberAttachment)}?action=quitter`,
    routes.ownRequests(),
    routes.myAccount(),
  ]) {
    await page.goto(path);
    await expectForEveryone(page, ".+");
  }

  await context.clearCookies();
  await signInByCookie(context, portal, house.requester);
  for (const path of [
    routes.requestAttachment(),
    routes.ownAttachment(house.ids.attachmentRequest),
    `${routes.ownAttachment(house.ids.attachmentRequest)}?action=corriger`,
    `${routes.ownAttachment(house.ids.attachmentRequest)}?action=annuler`,
    routes.requestSubscription(),
  ]) {
    await page.goto(path);
    await expectForEveryone(page, ".+");
  }
});
