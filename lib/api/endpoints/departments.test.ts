import { expect, test } from "vitest";
import { departments } from "@/drizzle/schema/structure";
import { anApiWorld, callApi } from "@/lib/testing/api-world";
import { testContext } from "@/lib/testing/context";

test("R-1012, R-811 · the departments by code after the default one, page by page", async () => {
  const ctx = await testContext({ now: "2026-11-21T10:00:00Z" });
  const { structure, caller, foreign } = await anApiWorld(ctx);
  const department = (code: string, days: { validFrom: string; validUntil?: string }, of = structure) => ({
    id: ctx.id(),
    structureId: of.id,
    code,
    name: `Service ${code}`,
    ...days,
  });
  await ctx.db
    .insert(departments)
    .values([
      department("B", { validFrom: "2026-11-22" }),
      department("A", { validFrom: "2026-01-01", validUntil: "2026-11-20" }),
      department("C", { validFrom: "2026-11-20", validUntil: "2026-11-21" }),
      department("X", { validFrom: "2026-01-01" }, foreign.structure),
    ]);
  const path = `/api/v1/structures/${structure.id}/departments?limit=3`;
  ctx.queries();
  const first = await callApi(ctx, `GET ${path}`, caller);
  expect(ctx.queries()).toBe(2);
  expect(first.status).toBe(200);
  expect(first.body.items[0]).toEqual({
    id: null,
    code: null,
    name: null,
    validFrom: null,
    validUntil: null,
    state: "current",
  });
  const second = await callApi(ctx, `GET ${path}&cursor=${first.body.nextCursor}`, caller);
  const seen = [...first.body.items, ...second.body.items].map(({ code, state }) => [code, state]);
  expect(seen).toEqual([
    [null, "current"],
    ["A", "closed"],
    ["B", "upcoming"],
    ["C", "current"],
  ]);
  expect(second.body.nextCursor).toBeNull();
});

test("SEC-61 · those of a foreign structure are not there", async () => {
  const ctx = await testContext();
  const { caller, foreign } = await anApiWorld(ctx);
  ctx.queries();
  const { status } = await callApi(ctx, `GET /api/v1/structures/${foreign.structure.id}/departments`, caller);
  expect([status, ctx.queries()]).toEqual([404, 1]);
});
