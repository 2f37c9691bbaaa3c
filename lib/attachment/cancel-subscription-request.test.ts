import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { structureHistory, subscriptions } from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { type TestContext, testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, aSessionOf, aStructure, aSubscriptionRequest } from "@/lib/testing/people";
import { approveSubscription } from "./approve-subscription";
import { cancelSubscriptionRequest } from "./cancel-subscription-request";
import { permitFor } from "./permit-for";

async function aWaitingRequest(ctx: TestContext) {
  const structure = await aStructure(ctx, { opened: ["SUIVI_FLUX"] });
  const manager = await aManagerOf(ctx, structure);
  const member = await aMemberOf(ctx, structure);
  const { id: subscriptionId } = await aSubscriptionRequest(ctx, member);
  return { structure, manager, member, subscriptionId, actor: (await aSessionOf(ctx, member.account)).actor };
}

test("R-704 · a request is taken back before it is decided, once", async () => {
  const ctx = await testContext();
  const { structure, member, subscriptionId, actor } = await aWaitingRequest(ctx);
  const outcomes = await Promise.all(
    Array.from({ length: 10 }, () => cancelSubscriptionRequest(ctx, actor, { subscriptionId })),
  );
  expect(outcomes.map(({ kind }) => kind).sort()).toEqual([...Array(9).fill("already-decided"), "cancelled"]);
  const [row] = await ctx.db.select().from(subscriptions).where(eq(subscriptions.id, subscriptionId));
  expect(row).toMatchObject({ status: "cancelled", endedAt: ctx.now(), decidedAt: null });
  expect(await ctx.db.select().from(structureHistory)).toMatchObject([
    { kind: "subscription-cancelled", targetId: subscriptionId, actorId: member.account.id, workspace: "SUIVI_FLUX" },
  ]);
  expect(await ctx.db.select().from(auditEvents)).toMatchObject([
    { kind: "subscription-cancelled", facts: { structureId: structure.id } },
  ]);
});

test("SEC-66 · the person cancels while the manager approves: one of the two wins, the other is told", async () => {
  const ctx = await testContext();
  const { structure, manager, subscriptionId, actor } = await aWaitingRequest(ctx);
  const permit = permitFor((await aSessionOf(ctx, manager.account)).actor, structure.id, "decide-requests");
  if (!permit) throw new Error("a manager decides");
  const outcomes = await Promise.all([
    ...Array.from({ length: 5 }, () => approveSubscription(ctx, permit, { subscriptionId })),
    ...Array.from({ length: 5 }, () => cancelSubscriptionRequest(ctx, actor, { subscriptionId })),
  ]);
  const won = outcomes.filter(({ kind }) => kind !== "already-decided");
  expect(won).toHaveLength(1);
  const [row] = await ctx.db.select().from(subscriptions).where(eq(subscriptions.id, subscriptionId));
  expect(row?.status).toBe(won[0]?.kind === "approved" ? "active" : "cancelled");
  expect(await ctx.db.$count(outboxMessages)).toBe(won[0]?.kind === "approved" ? 1 : 0);
  expect(await ctx.db.$count(auditEvents)).toBe(1);
});

test("SEC-61 · somebody else's request is as good as none", async () => {
  const ctx = await testContext();
  const { structure, subscriptionId } = await aWaitingRequest(ctx);
  const { actor } = await aSessionOf(ctx, (await aMemberOf(ctx, structure)).account);
  for (const id of [subscriptionId, ctx.id()]) {
    expect(await cancelSubscriptionRequest(ctx, actor, { subscriptionId: id })).toEqual({ kind: "not-found" });
  }
  expect(await ctx.db.$count(auditEvents)).toBe(0);
});
