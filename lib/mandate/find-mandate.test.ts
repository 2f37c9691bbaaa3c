import { expect, test } from "vitest";
import { testContext } from "@/lib/testing/context";
import { aMemberOf, aPermitOf } from "@/lib/testing/people";
import { aSheet } from "@/lib/testing/sheets";
import { findMandate } from "./find-mandate";
import { signMandate } from "./sign-mandate";

test("R-821 · SEC-61 · a mandate is found by who gave it and by the managers who received it, by nobody else", async () => {
  const ctx = await testContext();
  const [own, other, stranger] = [await aSheet(ctx), await aSheet(ctx), await aSheet(ctx)];
  const { identifierType, identifier } = other.structure;
  const paper = { label: "Facturation 2026", declarationVersion: "2026-11" };
  const signed = await signMandate(ctx, own.edit, { ...paper, identifierType, identifier });
  const mandateId = signed.kind === "signed" ? signed.mandateId : "";
  ctx.queries();
  expect(await findMandate(ctx, own.view, { mandateId })).toMatchObject({
    mandateId,
    isGiven: true,
    other: { designation: other.structure.legalName },
  });
  expect(ctx.queries()).toBe(1);
  expect(await findMandate(ctx, other.view, { mandateId })).toMatchObject({
    mandateId,
    isGiven: false,
    other: { designation: own.structure.legalName },
  });
  const theirMember = await aPermitOf(ctx, (await aMemberOf(ctx, other.structure)).account, {
    structure: other.structure,
    right: "view-sheet",
  });
  expect(await findMandate(ctx, theirMember, { mandateId })).toBeNull();
  expect(await findMandate(ctx, stranger.view, { mandateId })).toBeNull();
});
