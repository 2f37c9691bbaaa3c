import { expect, test } from "vitest";
import { testContext } from "@/lib/testing/context";
import { aStructure, type Structure } from "@/lib/testing/people";
import { aSheet } from "@/lib/testing/sheets";
import { findMandatedStructure } from "./find-mandated-structure";

const named = ({ identifierType, identifier }: Structure) => ({ identifierType, identifier });

test("R-853 · of a private individual nothing is told but that he was found", async () => {
  const { ctx, own } = await twoStructures();
  const person = await aStructure(ctx, {
    identifierType: "PARTICULIER",
    identifier: "1800175056",
    legalName: "Jean Secret",
  });
  expect(await findMandatedStructure(ctx, own.edit, named(person))).toEqual({
    kind: "found",
    mandatedStructureId: person.id,
    designation: null,
    city: null,
  });
});

test("R-821 · a company is found by its exact identifier: its designation and town, nothing else", async () => {
  const { ctx, own, other } = await twoStructures();
  expect(await findMandatedStructure(ctx, own.edit, named(other.structure))).toEqual({
    kind: "found",
    mandatedStructureId: other.structure.id,
    designation: other.structure.legalName,
    city: "Rennes",
  });
  for (let count = 0; count < 60; count++) await findMandatedStructure(ctx, own.edit, named(other.structure));
  expect(await findMandatedStructure(ctx, own.edit, named(other.structure))).toEqual({ kind: "too-often" });
});

test("R-821 · itself, an inactive one and an unknown one are told apart", async () => {
  const { ctx, own } = await twoStructures();
  const closed = await aStructure(ctx, { status: "inactive" });
  for (const [wanted, kind] of [
    [named(own.structure), "itself"],
    [named(closed), "inactive"],
    [{ identifierType: "SIRET", identifier: "73282932000074" }, "unknown"],
  ] as const) {
    expect(await findMandatedStructure(ctx, own.edit, wanted)).toEqual({ kind });
  }
});

async function twoStructures() {
  const ctx = await testContext();
  return { ctx, own: await aSheet(ctx), other: await aSheet(ctx) };
}
