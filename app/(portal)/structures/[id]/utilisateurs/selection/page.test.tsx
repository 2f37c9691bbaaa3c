import { beforeEach, expect, test, vi } from "vitest";
import { suspendMember } from "@/lib/attachment/suspend-member";
import type { TestContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, aPermitOf, aSessionOf, aStructure, type Structure } from "@/lib/testing/people";
import { freshWorld, pageInBothLanguages, world } from "@/lib/testing/read-page";
import SelectedMembersPage from "./page";

const permits = vi.hoisted((): { of?: (right: never) => Promise<unknown> } => ({}));
vi.mock("@/lib/platform/live", () => import("@/lib/testing/read-page"));
vi.mock("next-intl/server", () => import("@/lib/testing/read-page"));
vi.mock("@/lib/web/guards", () => ({
  requireAccount: async () => world.actor,
  requirePermit: (_structureId: string, right: never) => permits.of?.(right),
}));
// Its action is called by nobody here: what it imports belongs to a server that runs.
vi.mock("./actions", () => ({ doToMany: async () => ({}) }));

let ctx: TestContext;
let structure: Structure;
let suspended: string;
let member: string;

beforeEach(async () => {
  ctx = await freshWorld();
  structure = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, structure);
  world.actor = (await aSessionOf(ctx, account)).actor;
  permits.of = (right) => aPermitOf(ctx, account, { structure, right });
  member = (await aMemberOf(ctx, structure)).attachment.id;
  suspended = (await aMemberOf(ctx, structure)).attachment.id;
  const permit = await aPermitOf(ctx, account, { structure, right: "manage-members" });
  await suspendMember(ctx, permit, { attachmentId: suspended, reactivateOn: null });
});

const asked = (action: string, ids: string[]) =>
  pageInBothLanguages(SelectedMembersPage, { id: structure.id, query: { action, rattachement: ids } });

test("R-831, A11Y-25 · who is left out is read before the button, which warns where rights are lost", async () => {
  const page = await asked("desactiver", [member, suspended]);
  const [leftOut, button] = [page.indexOf("Utilisateurs laissés de côté"), page.search(/<button[^>]*bg-danger/)];
  expect(leftOut).toBeGreaterThan(0);
  expect(button).toBeGreaterThan(leftOut);
  expect(await asked("reactiver", [suspended])).not.toMatch(/<button[^>]*bg-danger/);
});

test("R-831 · a selection of nobody is called so, not by a number of zero", async () => {
  const nothing = await asked("desactiver", []);
  expect(nothing).toContain("<h2>Aucun utilisateur choisi</h2>");
  const foreign = await asked("desactiver", [suspended]);
  expect(foreign).toContain("<h2>Aucun utilisateur concerné</h2>");
  for (const page of [nothing, foreign]) expect(page).not.toContain("0 utilisateur");
});
