import { expect, test, vi } from "vitest";
import { aManagerOf, anAccount, aPendingRequest, aSessionOf, aStructure } from "@/lib/testing/people";
import { freshWorld, pageInBothLanguages, world } from "@/lib/testing/read-page";
import PortalHomePage from "./page";

vi.mock("@/lib/platform/live", () => import("@/lib/testing/read-page"));
vi.mock("next-intl/server", () => import("@/lib/testing/read-page"));
vi.mock("@/lib/web/current-language", () => import("@/lib/testing/read-page"));
vi.mock("@/lib/web/guards", () => ({ requireAccount: async () => world.actor }));
vi.mock("@/lib/web/current-news", () => ({ currentNews: async () => [] }));

test("R-307, R-854 · who waits is led to each of his requests, whoever decides on it", async () => {
  const ctx = await freshWorld();
  const account = await anAccount(ctx);
  const managed = await aStructure(ctx);
  await aManagerOf(ctx, managed);
  const requests = [
    await aPendingRequest(ctx, managed, { account }),
    await aPendingRequest(ctx, await aStructure(ctx), { account }),
  ];
  world.actor = (await aSessionOf(ctx, account)).actor;
  const page = await pageInBothLanguages(PortalHomePage);
  for (const { attachment } of requests) {
    expect(page).toMatch(new RegExp(`href="/mon-compte/rattachements/${attachment.id}"[^>]*>Voir cette demande`));
  }
});
