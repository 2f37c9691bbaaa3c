import { expect, test } from "vitest";
import { structures } from "@/drizzle/schema/structure";
import { testContext } from "@/lib/testing/context";
import { findPublicStructures } from "./find-public-structures";

const search = { sort: "designation", descending: false, page: 1, pageSize: 5 } as const;

async function someTowns() {
  const ctx = await testContext();
  const base = {
    identifierType: "SIRET",
    sector: "public",
    addressLine1: "1 PLACE",
    country: "FR",
    addressDisclosed: true,
  } as const;
  const town = (identifier: string, legalName: string, city: string, more = {}) => ({
    ...base,
    id: ctx.id(),
    identifier,
    legalName,
    city,
    postcode: "35000",
    createdAt: ctx.now(),
    managerVacantSince: ctx.now(),
    ...more,
  });
  await ctx.db
    .insert(structures)
    .values([
      town("21350238800019", "COMMUNE DE RENNES", "RENNES"),
      town("21930066200018", "Éducation nationale", "SAINT-ÉTIENNE", { departmentCodeRequired: true }),
      town("11000201100044", "SERVICE FERMÉ", "RENNES", { status: "inactive" }),
      town("44475036800060", "BOULANGERIE DE RENNES", "RENNES", { sector: "private" }),
    ]);
  return ctx;
}

test("R-805 · a visitor finds active public bodies only, by town, whatever the case", async () => {
  const ctx = await someTowns();
  const found = await findPublicStructures(ctx, { ...search, query: "rennes" });
  expect(found.total).toBe(1);
  expect(found.structures[0]?.designation).toBe("COMMUNE DE RENNES");
});

test("R-206 · a postcode that is not disclosed finds nobody", async () => {
  const ctx = await someTowns();
  expect((await findPublicStructures(ctx, { ...search, query: "35000" })).total).toBe(2);
  await ctx.db.update(structures).set({ addressDisclosed: false });
  expect((await findPublicStructures(ctx, { ...search, query: "35000" })).total).toBe(0);
  expect((await findPublicStructures(ctx, { ...search, query: "rennes" })).total).toBe(1);
});

test("R-1207 · accents do not matter, on either side", async () => {
  const ctx = await someTowns();
  for (const query of ["education", "ÉDUCATION", "saint-etienne"]) {
    expect((await findPublicStructures(ctx, { ...search, query })).structures.map(({ city }) => city)).toEqual([
      "SAINT-ÉTIENNE",
    ]);
  }
});

test("S-17 · a SIRET typed in groups finds its structure with its requirements", async () => {
  const ctx = await someTowns();
  const { structures: found } = await findPublicStructures(ctx, { ...search, query: "219 300 662 00018" });
  expect(found.map(({ requires }) => requires)).toEqual([
    { departmentCode: true, commitmentNumber: false, commitmentOrDepartment: false },
  ]);
});

test("R-805 · wildcards and quotes are text, and a search of one character finds nothing", async () => {
  const ctx = await someTowns();
  for (const query of ["%%", "__", "'; drop table structures; --", "r", "\\"]) {
    expect((await findPublicStructures(ctx, { ...search, query })).total).toBe(0);
  }
});

test("S-17 · the whole page is one round trip", async () => {
  const ctx = await someTowns();
  ctx.queries();
  await findPublicStructures(ctx, { ...search, query: "e" + "n" });
  expect(ctx.queries()).toBe(1);
});
