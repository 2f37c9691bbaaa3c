import fc from "fast-check";
import { expect, test } from "vitest";
import { findPublicStructures } from "@/lib/structure/find-public-structures";
import { testContext } from "@/lib/testing/context";
import { aStructure } from "@/lib/testing/people";
import { walkPages } from "@/lib/testing/walk-pages";
import { findPublicStructuresAfter, publicPosition } from "./find-public-structures-after";

/** Short names of few letters, many of which are the same but for case, accents, quotes or spaces. */
const name = fc
  .string({ unit: fc.constantFrom(..."aAàÀbœß’' -\"\\%_é😀"), minLength: 1, maxLength: 3 })
  .map((text) => `x${text}`);
const limit = fc.integer({ min: 1, max: 12 });
const walks = { numRuns: 12 };

test("R-1012, R-805 · any walk through the public bodies meets each once, in the order of the screen", async () => {
  const ctx = await testContext();
  let count = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(name, fc.option(name)), { maxLength: 20 }), limit, async (bodies, limit) => {
      // The word that finds those of this run and no other.
      const query = `tour${String(++count).padStart(3, "0")}`;
      for (const [legalName, label] of bodies) {
        await aStructure(ctx, { sector: "public", city: query, legalName, label, opened: [] });
      }
      const walked = await walkPages(ctx, publicPosition, (after) =>
        findPublicStructuresAfter(ctx, { query, after, limit }),
      );
      const view = { query, sort: "designation", descending: false, page: 1, pageSize: 100 } as const;
      expect(walked).toEqual((await findPublicStructures(ctx, view)).structures);
      expect(walked).toHaveLength(bodies.length);
    }),
    walks,
  );
});
