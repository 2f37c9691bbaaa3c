import { expect, test } from "vitest";
import { testContext } from "@/lib/testing/context";
import { aPendingRequest, aSessionOf, aStructure } from "@/lib/testing/people";
import { holdOwnStructure } from "./hold-own-structure";

test("SEC-61 · one's own request leads to its structure, another person's to nothing", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const mine = await aPendingRequest(ctx, structure);
  const other = await aPendingRequest(ctx, structure);
  const { actor } = await aSessionOf(ctx, mine.account);
  expect(await holdOwnStructure(ctx, actor, mine.attachment.id)).toBe(structure.id);
  expect(await holdOwnStructure(ctx, actor, other.attachment.id)).toBeNull();
  expect(await holdOwnStructure(ctx, actor, ctx.id())).toBeNull();
});
