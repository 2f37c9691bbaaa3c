import type { BrowserContext, Locator, Page } from "@playwright/test";
import { aManagerOf, aStructure, aTechnicalAccountOf, PASSWORD, type Structure } from "@/lib/testing/people";
import { routes } from "@/lib/web/routes";
import { aManagedStructure, freshIdentifier } from "./known-structures";
import { behind, signInByCookie } from "./people";
import type { Portal } from "./portals";
import { expect } from "./test";

/** A structure, and its manager who is signed in. */
export async function signedInManager(portal: Portal, context: BrowserContext) {
  const { structure, manager } = await aManagedStructure(portal, { legalName: "Menuiserie Locronan" });
  await signInByCookie(context, portal, manager);
  return { structure, manager };
}

/** The same with a second structure of his. */
export async function managerOfTwo(portal: Portal, context: BrowserContext) {
  const { structure, manager } = await signedInManager(portal, context);
  const ctx = behind(portal);
  const provisional = { identifierType: "EN_COURS_IMMATRICULATION", identifier: freshIdentifier() } as const;
  const second = await aStructure(ctx, { ...provisional, legalName: "Scierie Plozévet" });
  await aManagerOf(ctx, second, { account: manager });
  await ctx.close();
  return { structure, second };
}

/** A technical user that a structure has had for a while. */
export async function aUserOf(portal: Portal, structure: Structure) {
  const ctx = behind(portal);
  const user = await aTechnicalAccountOf(ctx, structure);
  await ctx.close();
  return user;
}

/** S-15, answered; whoever gave the password a moment ago is not asked for it (SEC-45). */
export async function askForUser(page: Page, structure: Structure): Promise<void> {
  await page.goto(routes.newTechnicalAccount(structure.id));
  const again = page.getByLabel("Votre mot de passe");
  if ((await again.count()) > 0) await again.fill(PASSWORD);
  await page.getByRole("button", { name: "Créer l'utilisateur technique" }).click();
}

/** S-15, answered, and the password that S-16 shows. */
export async function createdUser(page: Page, structure: Structure): Promise<string> {
  await askForUser(page, structure);
  return shownPassword(page);
}

/** A question comes with the page and is lifted above it by a script: what is pressed in between may miss. */
export function becomesModal(question: Locator): Promise<void> {
  return expect.poll(() => question.evaluate((dialog) => dialog.matches(":modal"))).toBe(true);
}

/** What a list of facts says under that name. */
export function fact(page: Page, term: string): Locator {
  const row = page.locator("dl > div").filter({ has: page.getByText(term, { exact: true }) });
  return row.locator("dd");
}

/** The password in its box on S-16. */
export async function shownPassword(page: Page): Promise<string> {
  const box = page.getByRole("main").locator("p.font-mono");
  await expect(box).toHaveText(/^\S{20}$/);
  return (await box.textContent()) ?? "";
}

/** The login of a technical user (R-1003). */
export function loginOf({ identifier }: Structure): string {
  return `TECH_0${identifier}@api.attache.example`;
}
