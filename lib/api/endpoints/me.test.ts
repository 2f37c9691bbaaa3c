import { expect, test } from "vitest";
import { anApiWorld, callApi } from "@/lib/testing/api-world";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aStructure } from "@/lib/testing/people";

test("R-1002 · an account sees itself, and all that its manager manages first", async () => {
  const ctx = await testContext({ now: "2026-11-21T10:00:00Z" });
  const { structure, manager, caller } = await anApiWorld(ctx);
  const second = await aStructure(ctx);
  await aManagerOf(ctx, second, { account: manager.account });
  const helped = await aStructure(ctx);
  await aManagerOf(ctx, helped, { account: manager.account, role: "secondary-manager" });
  ctx.queries();
  const { status, body } = await callApi(ctx, "GET /api/v1/me", caller);
  expect(ctx.queries()).toBe(1);
  expect(status).toBe(200);
  expect(body).toEqual({
    login: caller.login,
    structureId: structure.id,
    readOnly: false,
    passwordExpiresAt: "2027-03-01T10:00:00.000Z",
    structureIds: [structure.id, second.id].sort(),
  });
});

test("R-1002 · a restricted, reading account says so", async () => {
  const ctx = await testContext();
  const { manager, caller, structure } = await anApiWorld(ctx, { readOnly: true, only: [] });
  await aManagerOf(ctx, await aStructure(ctx), { account: manager.account });
  const { body } = await callApi(ctx, "GET /api/v1/me", caller);
  expect(body).toMatchObject({ structureId: structure.id, readOnly: true, structureIds: [] });
});
