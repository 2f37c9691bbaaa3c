import fc from "fast-check";
import { expect, test } from "vitest";
import { departments } from "@/drizzle/schema/structure";
import { findDepartments } from "@/lib/structure/find-departments";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aPermitOf, aStructure } from "@/lib/testing/people";
import { walkPages } from "@/lib/testing/walk-pages";
import { departmentPosition, findDepartmentsAfter } from "./find-departments-after";

/** Many are the same but for case. */
const code = fc.string({ unit: fc.constantFrom(..."aAbB1-_."), minLength: 1, maxLength: 3 });
const limit = fc.integer({ min: 1, max: 12 });
const walks = { numRuns: 12 };

test("R-1012, R-810 · any walk through the departments meets each once, in the order of the screen", async () => {
  const ctx = await testContext();
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(code, { maxLength: 25 }), limit, async (codes, limit) => {
      const structure = await aStructure(ctx);
      const { account } = await aManagerOf(ctx, structure);
      const permit = await aPermitOf(ctx, account, { structure, right: "view-sheet" });
      const rows = codes.map((code) => ({ id: ctx.id(), structureId: structure.id, code, name: code }));
      if (rows.length > 0) {
        await ctx.db.insert(departments).values(rows.map((row) => ({ ...row, validFrom: "2026-01-01" })));
      }
      const walked = await walkPages(ctx, departmentPosition, (after) =>
        findDepartmentsAfter(ctx, permit, { after, limit }),
      );
      const view = { query: "", sort: "code", descending: false, page: 1, pageSize: 100 } as const;
      expect(walked).toEqual((await findDepartments(ctx, permit, view)).departments);
      expect(walked).toHaveLength(codes.length + 1);
    }),
    walks,
  );
});
