import { expect, test, vi } from "vitest";
import type { Actor } from "@/lib/attachment/actor";
import { permitFor } from "@/lib/attachment/permit-for";
import { createTechnicalAccount } from "@/lib/technical-account/create-technical-account";
import type { SecretTicket } from "@/lib/technical-account/inputs";
import type { TestContext } from "@/lib/testing/context";
import { aManagerOf, aPasswordProofOf, aSessionOf, aStructure } from "@/lib/testing/people";
import { freshWorld, world } from "@/lib/testing/read-page";
import { routes } from "@/lib/web/routes";
import { POST } from "./route";

vi.mock("@/lib/platform/live", () => import("@/lib/testing/read-page"));
vi.mock("@/lib/web/guards", () => ({ currentActor: async () => world.actor }));
vi.mock("@/lib/web/current-language", () => import("@/lib/testing/read-page"));
vi.mock("@/lib/web/sealed-cookie", () => import("@/lib/testing/read-page"));
vi.mock("next-intl/server", () => import("@/lib/testing/read-page"));

test("R-1006 · within the ten minutes it is a PDF to save", async () => {
  const { ctx, id } = await newPasswords(1);
  ctx.moveTo("2026-01-05T09:09:59Z");
  const answer = await exportOf(ctx, id);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("application/pdf");
});

test("R-1006 · too late: the answer is the one for which no browser leaves S-16", async () => {
  const { ctx, id } = await newPasswords(1);
  ctx.moveTo("2026-01-05T09:10:00Z");
  await expectPageStays(await exportOf(ctx, id));
});

test("R-1006, SEC-81 · without a ticket, or signed out meanwhile, S-16 stays as well", async () => {
  const { ctx, id } = await newPasswords(1);
  world.sealed.clear();
  await expectPageStays(await exportOf(ctx, id));
  world.actor = null;
  await expectPageStays(await exportOf(ctx, id));
});

test("SEC-81 · with the passwords of two structures on the screen, each export gives its own", async () => {
  const { ctx, structures } = await newPasswords(2);
  for (const { id, identifier } of structures) {
    const answer = await exportOf(ctx, id);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-disposition")).toContain(identifier);
  }
});

/** One person makes a technical user in each of his structures; his browser keeps the tickets. */
async function newPasswords(count: number) {
  const ctx = await freshWorld();
  const first = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, first);
  const structures = [first];
  while (structures.length < count) {
    const structure = await aStructure(ctx);
    await aManagerOf(ctx, structure, { account });
    structures.push(structure);
  }
  const { actor } = await aSessionOf(ctx, account);
  const tickets: SecretTicket[] = [];
  for (const { id } of structures) tickets.unshift(await created(ctx, actor, id));
  world.actor = actor;
  world.sealed.set("technical-secret", tickets);
  return { ctx, structures, id: first.id };
}

async function created(ctx: TestContext, actor: Actor, structureId: string): Promise<SecretTicket> {
  const permit = permitFor(actor, structureId, "manage-technical-account");
  if (!permit) throw new Error("no permit");
  const proof = await aPasswordProofOf(ctx, permit.holder);
  const outcome = await createTechnicalAccount(ctx, permit, { readOnly: false, only: null, proof });
  if (outcome.kind !== "created") throw new Error(outcome.kind);
  return outcome.shown;
}

function exportOf(ctx: TestContext, id: string): Promise<Response> {
  const { origin } = new URL(ctx.env.APP_URL);
  const request = new Request(new URL(routes.exportTechnicalSecret(id), origin), {
    method: "POST",
    headers: { origin },
  });
  return POST(request, { params: Promise.resolve({ id }) });
}

async function expectPageStays(answer: Response): Promise<void> {
  expect(answer.status).toBe(204);
  expect(answer.headers.get("location")).toBeNull();
  expect(answer.headers.get("cache-control")).toBe("private, no-store");
  expect(await answer.text()).toBe("");
}
