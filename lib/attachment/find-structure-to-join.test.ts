import { expect, test } from "vitest";
import { departments } from "@/drizzle/schema/structure";
import { displayIdentifier } from "@/lib/structure/identifier";
import { testContext } from "@/lib/testing/context";
import { aMemberOf, anAccount, aPendingRequest, aSessionOf, aStructure } from "@/lib/testing/people";
import { findStructureToJoin } from "./find-structure-to-join";

test("R-853 · SEC-63 · the exact identifier shows designation, town and the departments in use, and nothing else", async () => {
  const { ctx, actor } = await aPerson();
  const structure = await aStructure(ctx, { label: "Le Fournil" });
  const [sales, closed] = [ctx.id(), ctx.id()];
  const row = { structureId: structure.id, validFrom: "2020-01-01" };
  await ctx.db.insert(departments).values([
    { ...row, id: sales, code: "VENTES", name: "Ventes" },
    { ...row, id: closed, code: "CLOS", name: "Clos", validUntil: "2020-12-31" },
  ]);
  const identifier = displayIdentifier("SIRET", structure.identifier);
  ctx.queries();
  // To the key: a new field has to be wanted here.
  expect(await findStructureToJoin(ctx, actor, { identifierType: "SIRET", identifier })).toEqual({
    kind: "found",
    structure: {
      structureId: structure.id,
      identifierType: "SIRET",
      identifier: structure.identifier,
      designation: "Le Fournil",
      city: "Rennes",
      departments: [{ id: sales, code: "VENTES", name: "Ventes" }],
    },
  });
  expect(ctx.queries()).toBe(2);
});

test("SEC-63 · of a private individual nothing is told but that there is one", async () => {
  const { ctx, actor } = await aPerson();
  const identity = { identifierType: "PARTICULIER", identifier: "2701201456" } as const;
  const { id: structureId } = await aStructure(ctx, { ...identity, legalName: "Claire Petit" });
  expect(await findStructureToJoin(ctx, actor, identity)).toEqual({
    kind: "found",
    structure: { structureId, ...identity, designation: null, city: null, departments: [] },
  });
});

test("R-853 · an odd identifier is refused, an unknown one is absent, a part of one finds nothing", async () => {
  const { ctx, actor } = await aPerson();
  await aStructure(ctx, { identifierType: "EN_COURS_IMMATRICULATION", identifier: "ABC123" });
  expect(await findStructureToJoin(ctx, actor, { identifierType: "SIRET", identifier: "123" })).toEqual({
    kind: "refused",
    message: "M-10",
  });
  const identifierType = "EN_COURS_IMMATRICULATION";
  expect(await findStructureToJoin(ctx, actor, { identifierType, identifier: "abc-12" })).toEqual({
    kind: "absent",
    identifierType,
    identifier: "ABC12",
  });
  expect(await findStructureToJoin(ctx, actor, { identifierType, identifier: "abc-123" })).toMatchObject({
    kind: "found",
  });
});

test("M-26 · M-56 · an inactive structure, and one that the person is attached to or waits for already", async () => {
  const { ctx, actor, account } = await aPerson();
  const search = (identifier: string) => findStructureToJoin(ctx, actor, { identifierType: "SIRET", identifier });
  expect(await search((await aStructure(ctx, { status: "inactive" })).identifier)).toEqual({ kind: "inactive" });
  const own = await aStructure(ctx);
  const { attachment } = await aMemberOf(ctx, own, { account });
  expect(await search(own.identifier)).toEqual({ kind: "already-attached", attachmentId: attachment.id });
  const asked = await aStructure(ctx);
  const request = await aPendingRequest(ctx, asked, { account });
  expect(await search(asked.identifier)).toEqual({ kind: "already-attached", attachmentId: request.attachment.id });
  const refused = await aStructure(ctx);
  await aPendingRequest(ctx, refused, { account, status: "refused" });
  expect(await search(refused.identifier)).toMatchObject({ kind: "found" });
});

test("R-208 · the eleventh search of a minute is one too many, for this account alone", async () => {
  const { ctx, actor } = await aPerson();
  const { identifier } = await aStructure(ctx);
  const search = () => findStructureToJoin(ctx, actor, { identifierType: "SIRET", identifier });
  const outcomes = await Promise.all(Array.from({ length: 15 }, search));
  expect(outcomes.filter(({ kind }) => kind === "found")).toHaveLength(10);
  expect(outcomes.filter(({ kind }) => kind === "too-many-searches")).toHaveLength(5);
  const { actor: other } = await aSessionOf(ctx, await anAccount(ctx));
  expect(await findStructureToJoin(ctx, other, { identifierType: "SIRET", identifier })).toMatchObject({
    kind: "found",
  });
  ctx.moveTo("2026-01-05T09:02:00Z");
  expect(await search()).toMatchObject({ kind: "found" });
});

async function aPerson() {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  const { actor } = await aSessionOf(ctx, account);
  return { ctx, account, actor };
}
