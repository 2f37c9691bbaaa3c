import { beforeEach, expect, test, vi } from "vitest";
import type { TestContext } from "@/lib/testing/context";
import { anAccount, aPendingRequest, aStructure, DEACTIVATED } from "@/lib/testing/people";
import { freshWorld, pageHtml, readPage, world } from "@/lib/testing/read-page";
import { aSupportAct } from "@/lib/testing/support-acts";
import AdministrationPage from "./page";

vi.mock("@/lib/platform/live", () => import("@/lib/testing/read-page"));
vi.mock("next-intl/server", () => import("@/lib/testing/read-page"));
vi.mock("@/lib/web/guards", () => ({
  requireAdministrator: async () => world.actor,
  currentActor: async () => world.actor,
}));
// Their actions are called by nobody here: what they import belongs to a server that runs.
vi.mock("next/server", () => ({ after: () => {} }));

let ctx: TestContext;

beforeEach(async () => {
  ctx = await freshWorld();
  world.actor = (await aSupportAct(ctx)).administrator;
});

test("S-19, R-1401 · the overview says what waits, each a link to where it is dealt with; in both languages", async () => {
  expect(await readPage(AdministrationPage)).toContain("Rien n'attend");
  await aPendingRequest(ctx, await aStructure(ctx, { registryCheckedAt: null }));
  await anAccount(ctx, { ...DEACTIVATED, reactivationRequestedAt: ctx.now() });
  const text = await readPage(AdministrationPage);
  expect(text).toContain("1 demande sans gestionnaire");
  expect(text).toContain("1 rattachement, 0 abonnement. La plus ancienne attend depuis le 05/01/2026 10:00:00.");
  expect(text).toContain("1 demande de réactivation");
  expect(text).toContain("1 structure à vérifier");
  expect(await pageHtml(AdministrationPage)).toContain('href="/admin/comptes?etat=reactivation"');
  world.language = "en";
  expect(await readPage(AdministrationPage)).toContain("1 request without a manager");
});
