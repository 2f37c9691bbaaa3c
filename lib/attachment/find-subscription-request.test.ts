import { expect, test } from "vitest";
import { subscriptions } from "@/drizzle/schema/attachment";
import { type TestContext, testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, anAccount, aSessionOf, aStructure } from "@/lib/testing/people";
import { findSubscriptionRequest } from "./find-subscription-request";

test("R-902 R-906 · who decides sees the request for a workspace, and what the person asked or used before", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx, { opened: ["SUIVI_FLUX"] });
  const manager = await aManagerOf(ctx, structure);
  const { account } = await aMemberOf(ctx, structure, {
    account: await anAccount(ctx, { givenName: "Inès", familyName: "Moreau" }),
  });
  const past = await wanted(ctx, structure.id, account.id, { status: "refused", refusalReason: "Trop tôt" });
  ctx.moveTo("2026-01-06T09:00:00Z");
  const id = await wanted(ctx, structure.id, account.id, { comment: "Pour la compta" });
  const next = await wanted(ctx, structure.id, account.id, { workspace: "ENGAGEMENTS" });

  const { actor } = await aSessionOf(ctx, manager.account);
  ctx.queries();
  const found = await findSubscriptionRequest(ctx, actor, id);
  expect(ctx.queries()).toBe(1);
  expect(found).toMatchObject({
    subscriptionId: id,
    requester: "Inès Moreau",
    requesterEmail: account.contactEmail,
    requesterRole: "member",
    workspace: "SUIVI_FLUX",
    access: "read",
    department: null,
    isWorkspaceOpen: true,
    isStructureActive: true,
    status: "pending",
    comment: "Pour la compta",
    requestedAt: ctx.now(),
    earlier: [{ id: past, status: "refused", reason: "Trop tôt", requestedAt: new Date("2026-01-05T09:00:00Z") }],
    history: [],
    nextId: next,
  });
  expect((await findSubscriptionRequest(ctx, actor, next))?.isWorkspaceOpen).toBe(false);
});

test("SEC-61 · a request of another structure is as absent as one that never was", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  await aManagerOf(ctx, structure);
  const member = await aMemberOf(ctx, structure);
  const id = await wanted(ctx, structure.id, member.account.id, {});
  const elsewhere = await aManagerOf(ctx, await aStructure(ctx));
  for (const account of [elsewhere.account, member.account]) {
    const { actor } = await aSessionOf(ctx, account);
    expect(await findSubscriptionRequest(ctx, actor, id)).toBeNull();
  }
});

async function wanted(
  ctx: TestContext,
  structureId: string,
  accountId: string,
  details: Partial<typeof subscriptions.$inferInsert>,
): Promise<string> {
  const id = ctx.id();
  await ctx.db.insert(subscriptions).values({
    id,
    accountId,
    structureId,
    workspace: "SUIVI_FLUX",
    access: "read",
    status: "pending",
    requestedAt: ctx.now(),
    ...details,
  });
  return id;
}
