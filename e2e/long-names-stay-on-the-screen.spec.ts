import { randomBytes } from "node:crypto";
import type { Page } from "@playwright/test";
import { anAccount, aPendingRequest, aStructure } from "@/lib/testing/people";
import { routes } from "@/lib/web/routes";
import { aHouse, type House } from "./support/house";
import { freshIdentifier } from "./support/known-structures";
import { behind, signInByCookie } from "./support/people";
import { expect, test } from "./support/test";

/** Sixty letters without a place to break: about as long as a column takes. */
const longName = "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunt";

test("A11Y-17 · one long name leaves every screen of a manager as wide as its window", async ({
  page,
  portal,
  context,
  database,
}) => {
  const house = await aHouse(portal, { legalName: longName });
  const people = [house.primaryManager, house.secondaryManager, house.member, house.requester].map(({ id }) => id);
  const rename = "update accounts set family_name = $1, given_name = $1 where id = any($2)";
  await database.query(rename, [longName, people]);
  await signInByCookie(context, portal, house.primaryManager);
  for (const path of screensOf(house)) {
    await page.goto(path);
    await expect(page.getByText(longName).first()).toBeAttached();
    await expectNoWayAside(page);
  }
});

test("A11Y-17 · one long name leaves the queue and the accounts of support as wide as their window", async ({
  page,
  portal,
  context,
}) => {
  const ctx = behind(portal);
  const someone = (details: object) => {
    const email = `${randomBytes(6).toString("hex")}@example.org`;
    return anAccount(ctx, { email, contactEmail: email, familyName: longName, givenName: longName, ...details });
  };
  const structure = await aStructure(ctx, {
    identifierType: "EN_COURS_IMMATRICULATION",
    identifier: freshIdentifier(),
    legalName: longName,
  });
  await aPendingRequest(ctx, structure, { account: await someone({}) });
  const administrator = await someone({ isAdministrator: true });
  await ctx.close();
  await signInByCookie(context, portal, administrator);
  const found = new URLSearchParams({ recherche: longName });
  for (const path of [`${routes.adminRequests()}?${found}`, `${routes.adminAccounts()}?${found}`]) {
    await page.goto(path);
    await expect(page.getByRole("rowheader", { name: longName }).first()).toBeVisible();
    await expectNoWayAside(page);
  }
});

function screensOf({ ids: { structure } }: House): string[] {
  return [
    routes.desk(),
    routes.deskMembers(),
    routes.deskStructures(),
    routes.deskHistory(),
    routes.members(structure),
    routes.transferManagement(structure),
    routes.deactivateStructure(structure),
  ];
}

async function expectNoWayAside(page: Page): Promise<void> {
  for (const width of [1280, 1024, 375]) {
    await page.setViewportSize({ width, height: 900 });
    const aside = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(aside, `${page.url()} at ${width} px`).toBeLessThanOrEqual(0);
  }
}
