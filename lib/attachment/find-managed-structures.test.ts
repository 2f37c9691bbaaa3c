import { expect, test } from "vitest";
import { departments } from "@/drizzle/schema/structure";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, anAccount, aSessionOf, aStructure } from "@/lib/testing/people";
import { findManagedStructures, type ManagedStructureSearch } from "./find-managed-structures";

const all: ManagedStructureSearch = { query: "", sort: "legalName", descending: false, page: 1, pageSize: 5 };

test("R-903 · a manager's structures with the departments used today; those he is a plain member of are not there", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  const second = await aStructure(ctx, { legalName: "Zinguerie", label: "Atelier" });
  const first = await aStructure(ctx, { legalName: "Élan" });
  await aManagerOf(ctx, second, { account });
  await aManagerOf(ctx, first, { account, role: "secondary-manager" });
  await aMemberOf(ctx, await aStructure(ctx), { account });
  const common = { structureId: second.id, validFrom: "2020-01-01" };
  await ctx.db.insert(departments).values([
    { ...common, id: ctx.id(), code: "COMPTA", name: "Comptabilité" },
    { ...common, id: ctx.id(), code: "OLD", name: "Fermé", validUntil: "2025-12-31" },
  ]);

  const { actor } = await aSessionOf(ctx, account);
  ctx.queries();
  const found = await findManagedStructures(ctx, actor, all);
  expect(ctx.queries()).toBe(1);
  expect(found).toMatchObject({
    total: 2,
    structures: [
      { structureId: first.id, legalName: "Élan", departments: [] },
      { structureId: second.id, label: "Atelier", departments: ["Comptabilité (COMPTA)"], createdAt: ctx.now() },
    ],
  });
  expect((await findManagedStructures(ctx, actor, { ...all, query: "atel" })).total).toBe(1);
  for (const sort of ["identifier", "createdAt", "departments"] as const) {
    expect((await findManagedStructures(ctx, actor, { ...all, sort, descending: true })).total).toBe(2);
  }
  const stranger = await aSessionOf(ctx, await anAccount(ctx));
  expect(await findManagedStructures(ctx, stranger.actor, all)).toEqual({ total: 0, structures: [] });
});
