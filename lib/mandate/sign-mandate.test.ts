import { expect, test } from "vitest";
import { auditEvents } from "@/drizzle/schema/audit";
import { mandates } from "@/drizzle/schema/document";
import { structures } from "@/drizzle/schema/structure";
import { testContext } from "@/lib/testing/context";
import { aStructure, type Structure } from "@/lib/testing/people";
import { aSheet } from "@/lib/testing/sheets";
import { signMandate } from "./sign-mandate";

const named = ({ identifierType, identifier }: Structure) => ({ identifierType, identifier });
const paper = { label: "Facturation 2026", declarationVersion: "2026-11" };

test("R-821 · a manager signs a mandate: he is its signatory, and the act is written down", async () => {
  const { ctx, own, other } = await twoStructures();
  ctx.queries();
  const outcome = await signMandate(ctx, own.edit, { ...paper, ...named(other.structure) });
  // begin, two to hold the structure, the other one, the row, what is told, commit.
  expect(ctx.queries()).toBe(7);
  expect(outcome).toMatchObject({ kind: "signed" });
  expect(await ctx.db.select().from(mandates)).toMatchObject([
    {
      structureId: own.structure.id,
      mandatedStructureId: other.structure.id,
      label: "Facturation 2026",
      signedBy: own.edit.holder.accountId,
      signedAt: ctx.now(),
      declarationVersion: "2026-11",
      revokedAt: null,
    },
  ]);
  expect(await ctx.db.select().from(auditEvents)).toMatchObject([
    {
      kind: "mandate-signed",
      actorId: own.edit.holder.accountId,
      facts: { structureId: own.structure.id, mandatedStructureId: other.structure.id },
    },
  ]);
});

test("R-821 · of mandates signed at once between the same two, one is in force", async () => {
  const { ctx, own, other } = await twoStructures();
  const sign = () => signMandate(ctx, own.edit, { ...paper, ...named(other.structure) });
  // The other way round at the same time: neither waits for the other.
  const back = () => signMandate(ctx, other.edit, { ...paper, ...named(own.structure) });
  const outcomes = await Promise.all([sign(), back(), sign(), back(), sign()]);
  expect(outcomes.map(({ kind }) => kind).sort()).toEqual([
    ...Array(3).fill("already-mandated"),
    ...Array(2).fill("signed"),
  ]);
});

test("R-821 · a structure mandates neither itself, nor an inactive one, nor an unknown one", async () => {
  const { ctx, own } = await twoStructures();
  const closed = await aStructure(ctx, { status: "inactive" });
  for (const [wanted, kind] of [
    [named(own.structure), "itself"],
    [named(closed), "inactive"],
    [{ identifierType: "SIRET", identifier: "73282932000074" }, "unknown"],
  ] as const) {
    expect(await signMandate(ctx, own.edit, { ...paper, ...wanted })).toEqual({ kind });
  }
  expect(await ctx.db.select().from(mandates)).toEqual([]);
  await ctx.db.update(structures).set({ status: "inactive" });
  expect(await signMandate(ctx, own.edit, { ...paper, ...named(own.structure) })).toEqual({
    kind: "structure-inactive",
  });
});

async function twoStructures() {
  const ctx = await testContext();
  return { ctx, own: await aSheet(ctx), other: await aSheet(ctx) };
}
