import type { Page } from "@playwright/test";
import { PASSWORD } from "@/lib/testing/people";
import { routes } from "@/lib/web/routes";
import { expectAccessible } from "./support/expect-accessible";
import { aHouse } from "./support/house";
import { lastUsed, openUnderClock, untilShown } from "./support/idle-session";
import { aManagedStructure } from "./support/known-structures";
import { signInByCookie } from "./support/people";
import { signIn } from "./support/sign-in";
import { expect, test } from "./support/test";

const EXPIRED = "Votre session a expiré. Veuillez vous reconnecter.";

/** What the browser says of an answer 401 to a script. */
const over = /status of 401/;

for (const how of ["nobody acts", "the form is sent too late"] as const) {
  test(`A11Y-24, M-45 · ${how}: what was typed is back after signing in again, once`, async ({
    page,
    portal,
    person,
    context,
    database,
    complaints,
  }) => {
    test.slow();
    complaints.expectComplaint(over);
    const { structure, manager } = await aManagedStructure(portal, {}, { email: person.email });
    await signInByCookie(context, portal, manager);
    await openUnderClock(page, routes.newDepartment(structure.id));
    await type(page);
    await lastUsed(database, manager, "31 minutes");
    if (how === "nobody acts") await untilShown(page, page.getByText(EXPIRED));
    else await page.getByRole("button", { name: "Valider" }).click();
    await expect(page.getByText(EXPIRED)).toBeVisible();

    await signIn(page, { email: person.email, password: PASSWORD });
    await page.waitForURL(`**${routes.newDepartment(structure.id)}`);
    const status = page.getByRole("status");
    await page.clock.fastForward("00:01");
    await expect(status).toContainText("Ce que vous aviez saisi avant l'expiration de votre session est de retour");
    await expect(page.getByLabel("Code service")).toHaveValue("ACHATS-01");
    await expect(page.locator("#form-name")).toHaveValue("Achats de Brest");
    await expect(page.getByLabel("Début de validité")).toHaveValue("2026-02-03");
    await expect(page.locator("#form-country")).toHaveValue("BE");
    await expectAccessible(page);

    await page.reload();
    await expect(page.getByLabel("Code service")).toHaveValue("");
    await expect(status).toHaveCount(0);
  });
}

test("A11Y-24 · ticked boxes and longer texts come back as well, in the question they were typed in", async ({
  page,
  portal,
  context,
  database,
  complaints,
}) => {
  test.slow();
  complaints.expectComplaint(over);
  const { requester, ids } = await aHouse(portal);
  await signInByCookie(context, portal, requester);
  const question = `${routes.ownAttachment(ids.attachmentRequest)}?action=corriger`;
  await openUnderClock(page, question);
  const comment = page.getByRole("dialog").locator("textarea");
  const department = page.getByRole("dialog").getByLabel(/Achats/);
  await comment.fill("Je remplace Lucas.\nMerci.");
  await department.check();
  await lastUsed(database, requester, "31 minutes");
  await untilShown(page, page.getByText(EXPIRED));
  await signIn(page, { email: requester.email, password: PASSWORD });
  await page.waitForURL(`**${question}`);
  await expect(comment).toHaveValue("Je remplace Lucas.\nMerci.");
  await expect(department).toBeChecked();
});

test("A11Y-24 · what one person typed is never given to another on the same page, and is gone for good", async ({
  page,
  portal,
  person,
  context,
  database,
  complaints,
}) => {
  test.slow();
  complaints.expectComplaint(over);
  const { manager } = await aManagedStructure(portal, {}, { email: person.email });
  const other = await aManagedStructure(portal, {}, { email: `other.${person.email}` });
  const identifier = page.locator("#form-identifier");
  const kept = () => page.evaluate(() => JSON.stringify(sessionStorage));
  await signInByCookie(context, portal, manager);
  await openUnderClock(page, routes.newStructure());
  await identifier.fill("12345678200002");
  await lastUsed(database, manager, "31 minutes");
  await untilShown(page, page.getByText(EXPIRED));
  expect(await kept()).toContain("12345678200002");
  for (const personal of [person.email, manager.id, manager.familyName]) expect(await kept()).not.toContain(personal);

  await signIn(page, { email: other.manager.email, password: PASSWORD });
  await page.waitForURL(`**${routes.newStructure()}`);
  await expect.poll(kept).toBe("{}");
  await expect(identifier).toHaveValue("");
  await expect(page.getByRole("status")).toHaveCount(0);

  await signInByCookie(context, portal, manager);
  await page.goto(routes.newStructure());
  await expect(identifier).toHaveValue("");
});

test("A11Y-24, SEC-05 · passwords are never kept, and a sent form leaves nothing behind", async ({
  page,
  portal,
  person,
  context,
  database,
  complaints,
}) => {
  complaints.expectComplaint(over);
  const { structure, manager } = await aManagedStructure(portal, {}, { email: person.email });
  await signInByCookie(context, portal, manager);
  const kept = () => page.evaluate(() => JSON.stringify(sessionStorage));

  await test.step("a password, shown or not", async () => {
    await page.goto(routes.bankDetails(structure.id));
    await page.getByLabel("Titulaire du compte").fill("Menuiserie Lefèvre");
    await page.getByRole("button", { name: /^Afficher/ }).click();
    await page.getByLabel("Votre mot de passe").fill("canari 1234");
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await expect(page.getByRole("main").getByRole("alert")).toBeVisible();
    expect(await kept()).toContain("Menuiserie");
    expect(await kept()).not.toContain("canari");
  });

  await test.step("the session goes on: the next page forgets what was sent", async () => {
    await page.goto(routes.newDepartment(structure.id));
    await type(page);
    await page.locator("#form-country").selectOption("");
    await page.getByRole("button", { name: "Valider" }).click();
    await expect(page.getByText("Le service ACHATS-01 a été ajouté.")).toBeVisible();
    await expect.poll(kept).not.toContain("ACHATS-01");
    await lastUsed(database, manager, "31 minutes");
    await page.goto(routes.newDepartment(structure.id));
    await expect(page.getByText(EXPIRED)).toBeVisible();
    await signIn(page, { email: person.email, password: PASSWORD });
    await page.waitForURL(`**${routes.newDepartment(structure.id)}`);
    await expect(page.getByLabel("Code service")).toHaveValue("");
  });

  await test.step("SEC-43: signing out forgets it all", async () => {
    await page.getByLabel("Code service").fill("ACHATS-02");
    await page.getByRole("button", { name: "Valider" }).click();
    await expect(page.getByRole("main").getByRole("alert")).toBeVisible();
    expect(await kept()).toContain("ACHATS-02");
    await page.getByRole("button", { name: "Déconnexion" }).click();
    await expect(page.getByText("Vous êtes déconnecté. À bientôt !")).toBeVisible();
    expect(await kept()).toBe("{}");
  });
});

/** A new department: text, a date, a line of a list. */
async function type(page: Page): Promise<void> {
  await page.getByLabel("Code service").fill("ACHATS-01");
  await page.locator("#form-name").fill("Achats de Brest");
  await page.getByLabel("Début de validité").fill("2026-02-03");
  await page.locator("#form-country").selectOption("BE");
}
