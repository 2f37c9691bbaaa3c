import { expect, test } from "vitest";
import { subscriptions } from "@/drizzle/schema/attachment";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, anAccount, aPendingRequest, aSessionOf, aStructure } from "@/lib/testing/people";
import { findPermitOver } from "./find-permit-over";

const right = "decide-requests";

test("SEC-62 · a manager's permit is over the structure that the request belongs to", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, structure);
  const { attachment } = await aPendingRequest(ctx, structure);
  const { actor } = await aSessionOf(ctx, account);
  ctx.queries();
  const permit = await findPermitOver(ctx, actor, { of: { attachmentId: attachment.id }, right });
  expect(ctx.queries()).toBe(1);
  expect(permit).toMatchObject({ structureId: structure.id, right, capacity: "primary-manager" });
});

test("SEC-62 · the same for the request of a subscription", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, structure);
  await aMemberOf(ctx, structure, { workspaces: ["ENGAGEMENTS"] });
  const rows = await ctx.db.select().from(subscriptions);
  const subscriptionId = rows.find(({ workspace }) => workspace === "ENGAGEMENTS")?.id ?? "";
  const { actor } = await aSessionOf(ctx, account);
  expect(await findPermitOver(ctx, actor, { of: { subscriptionId }, right })).toMatchObject({
    structureId: structure.id,
  });
});

test("SEC-61 · a request to another structure, and one that does not exist, are alike", async () => {
  const ctx = await testContext();
  const { account } = await aManagerOf(ctx, await aStructure(ctx));
  const { attachment } = await aPendingRequest(ctx, await aStructure(ctx));
  const { actor } = await aSessionOf(ctx, account);
  ctx.queries();
  expect(await findPermitOver(ctx, actor, { of: { attachmentId: attachment.id }, right })).toBeNull();
  const foreign = ctx.queries();
  expect(await findPermitOver(ctx, actor, { of: { attachmentId: ctx.id() }, right })).toBeNull();
  expect(ctx.queries()).toBe(foreign);
});

test("SEC-70 · support decides by its own forms alone: elsewhere it has no more than its role in the structure", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { attachment } = await aPendingRequest(ctx, structure);
  const { actor } = await aSessionOf(ctx, await anAccount(ctx, { isAdministrator: true }));
  const asked = { of: { attachmentId: attachment.id }, right } as const;
  expect(await findPermitOver(ctx, actor, asked)).toBeNull();
  expect(await findPermitOver(ctx, actor, { ...asked, asSupport: true })).toMatchObject({ capacity: "administrator" });
});
