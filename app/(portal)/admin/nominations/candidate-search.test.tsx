import { beforeEach, expect, test, vi } from "vitest";
import { CANDIDATES_SHOWN } from "@/lib/administration/find-candidates";
import type { TestContext } from "@/lib/testing/context";
import { aMemberOf, anAccount, aStructure } from "@/lib/testing/people";
import { freshWorld, pageHtml, readPage, world } from "@/lib/testing/read-page";
import { aSupportAct } from "@/lib/testing/support-acts";
import AppointmentsPage from "./page";

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

test("R-509, SEC-68 · the fifty-first person is found by a search above the choice, without scripts, and chosen", async () => {
  const structure = await aStructure(ctx, { legalName: "Tonnellerie Kerguelen" });
  for (let n = 0; n < CANDIDATES_SHOWN; n++) await aMemberOf(ctx, structure);
  ctx.moveTo("2026-01-05T09:05:00Z");
  const account = await anAccount(ctx, { givenName: "Inès", familyName: "Aubrac" });
  const { attachment } = await aMemberOf(ctx, structure, { account });
  const all = { structure: structure.id };

  const page = await readPage(AppointmentsPage, { query: all });
  expect(page).not.toContain("Inès Aubrac");
  expect(page).toContain("50 personnes affichées sur 51");
  const [, form] = /<search>(.*?)<\/search>/.exec(await pageHtml(AppointmentsPage, { query: all })) ?? [];
  expect(form).toMatch(/action="\/admin\/nominations"[^>]* method="get"/);
  expect(form).toContain(`<input type="hidden" name="structure" value="${structure.id}"/>`);
  expect(form).toMatch(/<label for="personne"[^>]*>Rechercher une personne/);

  const found = await pageHtml(AppointmentsPage, { query: { ...all, personne: "aubrac" } });
  expect(found.match(/type="radio"/g)).toHaveLength(1);
  expect(found).toContain(`value="${attachment.id}"`);
  expect(found).toContain(`href="/admin/nominations?structure=${structure.id}"`);
  const none = await pageHtml(AppointmentsPage, { query: { ...all, personne: "zzz" } });
  expect(none).toContain("Personne ne correspond à votre recherche.");
  expect(none).not.toContain('name="evidence"');
  expect(none).toContain("data-cancel");
  world.language = "en";
  expect(await readPage(AppointmentsPage, { query: { ...all, personne: "zzz" } })).toContain("Nobody matches");
});

test("R-509 · a few people are all in sight: there is nothing to search", async () => {
  const structure = await aStructure(ctx);
  await aMemberOf(ctx, structure);
  await aMemberOf(ctx, structure);
  expect(await pageHtml(AppointmentsPage, { query: { structure: structure.id } })).not.toContain('name="personne"');
});
