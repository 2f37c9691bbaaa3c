import { expect, test } from "vitest";
import { departments } from "@/drizzle/schema/structure";
import { testContext } from "@/lib/testing/context";
import { aStructure } from "@/lib/testing/people";
import { countDepartmentsInUse } from "./count-departments-in-use";

test("R-810 · a department is in use from its first day to its last, both included, as Paris counts days", async () => {
  // Half past midnight of the 6th in Paris.
  const ctx = await testContext({ now: "2026-01-05T23:30:00Z" });
  const structure = await aStructure(ctx);
  const count = async (validFrom: string, validUntil: string | null) => {
    const id = ctx.id();
    const row = { structureId: structure.id, name: "Comptabilité", validFrom, validUntil };
    await ctx.db.insert(departments).values({ ...row, id, code: id });
    return countDepartmentsInUse(ctx, { structureId: structure.id, departmentIds: [id] });
  };
  expect(await count("2026-01-06", null)).toBe(1);
  expect(await count("2026-01-07", null)).toBe(0);
  expect(await count("2026-01-01", "2026-01-06")).toBe(1);
  expect(await count("2026-01-01", "2026-01-05")).toBe(0);
  expect(await countDepartmentsInUse(ctx, { structureId: structure.id, departmentIds: [] })).toBe(0);
});
