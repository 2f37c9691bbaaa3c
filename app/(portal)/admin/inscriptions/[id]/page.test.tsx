import { beforeEach, expect, test, vi } from "vitest";
import type { TestContext } from "@/lib/testing/context";
import { freshWorld, readPage, world } from "@/lib/testing/read-page";
import { aNewCompany, aWaitingRegistration } from "@/lib/testing/registrations";
import { aSupportAct } from "@/lib/testing/support-acts";
import RegistrationPage from "./page";

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

test("R-407 · a waiting registration says what was asked for, and offers the mail once more; a closed one does not", async () => {
  const organisation = aNewCompany({ legalName: "Boulangerie Martin", identifier: "12345678200002" });
  const { registration } = await aWaitingRegistration(ctx, { organisation, email: "camille@example.org" });
  const text = await readPage(RegistrationPage, { id: registration.id, query: { action: "renvoyer" } });
  expect(text).toContain("Créer la structure Boulangerie Martin (SIRET 123 456 782 00002)");
  expect(text).toContain("camille@example.org reçoit un nouveau lien");
  const closed = await aWaitingRegistration(ctx, { closedAt: ctx.now() });
  const over = await readPage(RegistrationPage, { id: closed.registration.id, query: { action: "renvoyer" } });
  expect(over).toContain("n'attend plus");
  expect(over).not.toContain("reçoit un nouveau lien");
});
