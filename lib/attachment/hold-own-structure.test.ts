import { expect, test } from "vitest";
import { testContext } from "@/lib/testing/context";
import { aMemberOf, aPendingRequest, aSessionOf, aStructure, aSubscriptionRequest } from "@/lib/testing/people";
import { holdOwnStructure } from "./hold-own-structure";

test("SEC-61 · one's own request leads to its structure, another person's to nothing", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const mine = await aPendingRequest(ctx, structure);
  const other = await aPendingRequest(ctx, structure);
  const { actor } = await aSessionOf(ctx, mine.account);
  expect(await holdOwnStructure(ctx, actor, { attachmentId: mine.attachment.id })).toBe(structure.id);
  expect(await holdOwnStructure(ctx, actor, { attachmentId: other.attachment.id })).toBeNull();
  expect(await holdOwnStructure(ctx, actor, { attachmentId: ctx.id() })).toBeNull();
});

test("SEC-61 · one's own subscription leads to its structure, another person's to nothing", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const mine = await aMemberOf(ctx, structure);
  const { id: subscriptionId } = await aSubscriptionRequest(ctx, mine);
  const { id: foreign } = await aSubscriptionRequest(ctx, await aMemberOf(ctx, structure));
  const { actor } = await aSessionOf(ctx, mine.account);
  expect(await holdOwnStructure(ctx, actor, { subscriptionId })).toBe(structure.id);
  expect(await holdOwnStructure(ctx, actor, { subscriptionId: foreign })).toBeNull();
  expect(await holdOwnStructure(ctx, actor, { subscriptionId: ctx.id() })).toBeNull();
});
