import { beforeEach, expect, test, vi } from "vitest";
import type { TestContext } from "@/lib/testing/context";
import { aPendingRequest, aStructure } from "@/lib/testing/people";
import { freshWorld, readPage, world } from "@/lib/testing/read-page";
import { aSupportAct } from "@/lib/testing/support-acts";
import AppointmentsPage from "./nominations/page";
import RequestPage from "./rattachements/[id]/page";
import QueuePage from "./rattachements/page";

vi.mock("@/lib/platform/live", () => import("@/lib/testing/read-page"));
vi.mock("@/lib/web/current-language", () => import("@/lib/testing/read-page"));
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

test("R-152, SEC-63 · lists of support mask the identifier of a private individual; the request itself shows it", async () => {
  const structure = await aStructure(ctx, { identifierType: "PARTICULIER", identifier: "2850578123456" });
  const { attachment } = await aPendingRequest(ctx, structure);
  for (const list of [QueuePage, AppointmentsPage]) {
    const text = await readPage(list);
    expect(text).toContain("2*********");
    expect(text).not.toContain("2850578123456");
  }
  expect(await readPage(RequestPage, { id: attachment.id })).toContain("2850578123456");
});
