import { expect, test } from "vitest";
import { testContext } from "@/lib/testing/context";
import { aMemberOf, aPermitOf, aStructure, type Structure } from "@/lib/testing/people";
import { aSheet } from "@/lib/testing/sheets";
import { findMandates } from "./find-mandates";
import { signMandate } from "./sign-mandate";

const named = ({ identifierType, identifier }: Structure) => ({ identifierType, identifier });
const paper = { label: "Facturation 2026", declarationVersion: "2026-11" };

test("R-821 · both sides see the mandate; of the other side, its managers alone (SEC-61)", async () => {
  const { ctx, own, other } = await twoStructures();
  const signed = await signMandate(ctx, own.edit, { ...paper, ...named(other.structure) });
  const mandateId = signed.kind === "signed" ? signed.mandateId : "";
  ctx.queries();
  const [given] = (await findMandates(ctx, own.view)).given;
  expect(ctx.queries()).toBe(1);
  expect(given).toMatchObject({
    mandateId,
    label: "Facturation 2026",
    status: "active",
    other: { designation: other.structure.legalName },
    signatory: "Camille Martin",
    signedAt: ctx.now(),
  });
  expect(await findMandates(ctx, other.view)).toMatchObject({
    given: [],
    received: [{ mandateId, other: { designation: own.structure.legalName } }],
  });
  const theirMember = await aPermitOf(ctx, (await aMemberOf(ctx, other.structure)).account, {
    structure: other.structure,
    right: "view-sheet",
  });
  expect(await findMandates(ctx, theirMember)).toEqual({ given: [], received: [] });
});

test("R-853 · of a private individual nothing is told but that he was found", async () => {
  const { ctx, own } = await twoStructures();
  const person = await aStructure(ctx, {
    identifierType: "PARTICULIER",
    identifier: "1800175056",
    legalName: "Jean Secret",
  });
  await signMandate(ctx, own.edit, { ...paper, ...named(person) });
  expect(JSON.stringify(await findMandates(ctx, own.view))).not.toMatch(/Secret|800175056/);
});

async function twoStructures() {
  const ctx = await testContext();
  return { ctx, own: await aSheet(ctx), other: await aSheet(ctx) };
}
