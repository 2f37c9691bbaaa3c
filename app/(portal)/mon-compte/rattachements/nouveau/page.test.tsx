import { expect, test, vi } from "vitest";
import { anAccount, aSessionOf } from "@/lib/testing/people";
import { freshWorld, pageInBothLanguages, world } from "@/lib/testing/read-page";
import RequestAttachmentPage from "./page";

vi.mock("@/lib/platform/live", () => import("@/lib/testing/read-page"));
vi.mock("next-intl/server", () => import("@/lib/testing/read-page"));
vi.mock("@/lib/web/sealed-cookie", () => import("@/lib/testing/read-page"));
vi.mock("@/lib/web/guards", () => ({ requireAccount: async () => world.actor }));
// Their actions are called by nobody here: what they import belongs to a server that runs.
vi.mock("./actions", () => ({ search: async () => ({}), request: async () => ({}) }));

test("R-853 · who looks for his structure may leave it, back to his account", async () => {
  const ctx = await freshWorld();
  world.actor = (await aSessionOf(ctx, await anAccount(ctx))).actor;
  expect(await pageInBothLanguages(RequestAttachmentPage)).toMatch(/<a href="\/mon-compte"[^>]*>Annuler<\/a>/);
});
