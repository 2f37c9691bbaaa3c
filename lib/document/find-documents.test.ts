import { expect, test } from "vitest";
import { documents } from "@/drizzle/schema/document";
import { permitFor } from "@/lib/attachment/permit-for";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aSessionOf, aStructure } from "@/lib/testing/people";
import { findDocuments } from "./find-documents";

test("R-820 · the newest document comes first, in one trip", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { actor } = await aSessionOf(ctx, (await aManagerOf(ctx, structure)).account);
  const permit = permitFor(actor, structure.id, "view-sheet");
  if (!permit) throw new Error("no permit");
  for (const [label, day] of [
    ["Ancienne", "2026-01-01"],
    ["Nouvelle", "2026-01-04"],
  ] as const) {
    await ctx.db.insert(documents).values({
      id: ctx.id(),
      structureId: structure.id,
      type: "other",
      label,
      fileName: "statuts.PNG",
      mediaType: "image/png",
      size: 12,
      storageKey: `documents/${ctx.id()}`,
      addedAt: new Date(day),
    });
  }
  ctx.queries();
  expect(await findDocuments(ctx, permit)).toMatchObject([
    { label: "Nouvelle", extension: "png", size: 12 },
    { label: "Ancienne" },
  ]);
  expect(ctx.queries()).toBe(1);
});
