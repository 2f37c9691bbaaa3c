import { expect, test } from "vitest";
import { testContext } from "@/lib/testing/context";
import { aStructure } from "@/lib/testing/people";
import { findStructure } from "./find-structure";

test("R-101 · a structure is found by its type and its identifier together", async () => {
  const ctx = await testContext();
  const bakery = await aStructure(ctx);
  const { identifierType, identifier } = bakery;
  expect((await findStructure(ctx, { identifierType, identifier }))?.id).toBe(bakery.id);
  expect(await findStructure(ctx, { identifierType: "EN_COURS_IMMATRICULATION", identifier })).toBeNull();
  expect(await findStructure(ctx, { identifierType, identifier: "13002526500013" })).toBeNull();
});
