import { beforeEach, expect, test, vi } from "vitest";
import { fr } from "@/lib/i18n/fr";
import type { TestContext } from "@/lib/testing/context";
import { type Account, aManagerOf, aMemberOf, anAccount, aSessionOf, aStructure } from "@/lib/testing/people";
import { freshWorld, pageInBothLanguages, world } from "@/lib/testing/read-page";
import OwnDataPage from "../donnees/page";
import DeactivateAccountPage from "./page";

vi.mock("@/lib/platform/live", () => import("@/lib/testing/read-page"));
vi.mock("next-intl/server", () => import("@/lib/testing/read-page"));
vi.mock("@/lib/web/guards", () => ({
  requireAccount: async () => world.actor,
  currentActor: async () => world.actor,
}));
// Their actions are called by nobody here: what they import belongs to a server that runs.
vi.mock("next/server", () => ({ after: () => {} }));

let ctx: TestContext;

beforeEach(async () => {
  ctx = await freshWorld();
});

async function signedIn(account: Account): Promise<void> {
  world.actor = (await aSessionOf(ctx, account)).actor;
}

test("R-502, A11Y-25 · who is in nobody's way reads what happens, gives the password, and presses one button", async () => {
  await signedIn(await anAccount(ctx, { contactEmail: "contact@example.org" }));
  const page = await pageInBothLanguages(DeactivateAccountPage);
  expect(page).toContain("contact@example.org");
  expect(page).toContain('name="password"');
  expect(page.match(/type="submit"/g)).toHaveLength(1);
  expect(page).not.toContain("sans gestionnaire");
});

test("M-52, R-503, R-509 · the roles to hand over come first, each with its page; alone one is warned", async () => {
  const shared = await aStructure(ctx, { legalName: "Tonnellerie Kerguelen" });
  const alone = await aStructure(ctx, { legalName: "Étain du Léon" });
  const { account } = await aManagerOf(ctx, shared);
  await aManagerOf(ctx, alone, { account });
  await aMemberOf(ctx, shared);
  await signedIn(account);
  const held = await pageInBothLanguages(DeactivateAccountPage);
  expect(held).toContain(fr.messages["M-52"]);
  expect(held).toContain(`href="/structures/${shared.id}/transfert"`);
  expect(held).not.toContain("Étain");
  expect(held).not.toContain('name="password"');
  const question = await pageInBothLanguages(OwnDataPage, { query: { action: "supprimer" } });
  expect(question).toContain(`href="/structures/${shared.id}/transfert"`);
  expect(question).not.toContain('id="form-password"');

  const owner = await aManagerOf(ctx, await aStructure(ctx, { legalName: "Atelier seul" }));
  await signedIn(owner.account);
  for (const warned of [
    await pageInBothLanguages(DeactivateAccountPage),
    await pageInBothLanguages(OwnDataPage, { query: { action: "supprimer" } }),
  ]) {
    expect(warned).toContain("Une structure restera sans gestionnaire");
    expect(warned).toContain("Inviter une personne dans Atelier seul");
    expect(warned).toContain('name="password"');
  }
});

test("R-503 · the structures to hand over are counted as structures, their people as people", async () => {
  const shared = await aStructure(ctx, { legalName: "Tonnellerie Kerguelen" });
  const { account } = await aManagerOf(ctx, shared);
  for (let person = 0; person < 2; person++) await aMemberOf(ctx, shared);
  await signedIn(account);
  const page = await pageInBothLanguages(DeactivateAccountPage);
  expect(page).toContain("Cette structure est encore utilisée");
  expect(page).toContain("2 autres utilisateurs actifs");
  expect(page).not.toContain("Une autre personne");
});

test("R-503, R-509 · to an inactive structure nobody can be invited, and neither page suggests it", async () => {
  const { account } = await aManagerOf(ctx, await aStructure(ctx, { legalName: "Atelier seul", status: "inactive" }));
  await signedIn(account);
  for (const warned of [
    await pageInBothLanguages(DeactivateAccountPage),
    await pageInBothLanguages(OwnDataPage, { query: { action: "supprimer" } }),
  ]) {
    expect(warned).toContain("Structure inactive : personne ne peut y être invité.");
    expect(warned).not.toMatch(/invitez-la|Inviter une personne|invitations/);
  }
});
