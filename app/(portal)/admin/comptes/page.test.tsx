import { beforeEach, expect, test, vi } from "vitest";
import type { TestContext } from "@/lib/testing/context";
import { anAccount, DEACTIVATED } from "@/lib/testing/people";
import { freshWorld, pageHtml, readPage, world } from "@/lib/testing/read-page";
import { aWaitingRegistration } from "@/lib/testing/registrations";
import { aSupportAct } from "@/lib/testing/support-acts";
import AccountsPage from "./page";

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

test("R-1401 · A11Y-20 · the list of accounts: caption, headings, order, named pages, links by name, states in words, a search that is kept", async () => {
  const { id } = await anAccount(ctx, {
    email: "zoe@example.org",
    givenName: "Zoé",
    familyName: "Martin",
    ...DEACTIVATED,
  });
  const page = await pageHtml(AccountsPage, { query: { recherche: "martin zoe", etat: "desactive" } });
  expect(page).toMatch(/<caption[^>]*>[^<]+</);
  expect(page.match(/<th [^>]*scope="col"/g)?.length).toBeGreaterThan(3);
  expect(page.match(/<th [^>]*scope="row"/g)).toHaveLength(1);
  expect(page.match(/ aria-sort="/g)).toHaveLength(1);
  expect(page).toMatch(/<nav aria-label="[^"]+"[^>]*>.*<span aria-current="page"/s);
  expect(page).toMatch(/aria-current="page"[^>]*>Désactivé</);
  expect(page).toContain(`href="/admin/comptes/${id}"`);
  expect(page).toContain('href="/admin/comptes?recherche=martin+zoe&amp;etat=cree"');
  expect(await readPage(AccountsPage, { query: { recherche: "ma" } })).toContain("au moins trois lettres");
  expect(await readPage(AccountsPage, { query: { recherche: "inconnu" } })).toContain("Aucun compte ne correspond");
  await aWaitingRegistration(ctx, { givenName: "Nouvelle" });
  const waiting = await readPage(AccountsPage, { query: { etat: "cree" } });
  expect(waiting).toContain("Martin Nouvelle");
  expect(waiting).toContain("04/02/2026 10:00:00");
  ctx.moveTo("2026-02-04T09:00:00.001Z");
  expect(await readPage(AccountsPage, { query: { etat: "cree" } })).toContain("Lien expiré");
});
