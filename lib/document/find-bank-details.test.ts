import { expect, test } from "vitest";
import { permitFor } from "@/lib/attachment/permit-for";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aSessionOf, aStructure } from "@/lib/testing/people";
import { findBankDetails } from "./find-bank-details";

test("R-820 · a structure that said nothing has no bank details", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { actor } = await aSessionOf(ctx, (await aManagerOf(ctx, structure)).account);
  const permit = permitFor(actor, structure.id, "view-sheet");
  expect(permit && (await findBankDetails(ctx, permit))).toBeNull();
});
