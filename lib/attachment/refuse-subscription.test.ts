import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { attachments, feedEvents, structureHistory, subscriptions } from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { structures } from "@/drizzle/schema/structure";
import { openWorkspaces } from "@/drizzle/schema/workspace";
import { type TestContext, testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, aSessionOf, aStructure, aSubscriptionRequest, DEACTIVATED } from "@/lib/testing/people";
import { permitFor } from "./permit-for";
import { refuseSubscription } from "./refuse-subscription";

const reason = "Vous n’émettez pas de flux.";

async function aWaitingRequest(ctx: TestContext) {
  const structure = await aStructure(ctx, { opened: ["SUIVI_FLUX"] });
  const manager = await aManagerOf(ctx, structure);
  const member = await aMemberOf(ctx, structure);
  const { id: subscriptionId } = await aSubscriptionRequest(ctx, member);
  const permit = permitFor((await aSessionOf(ctx, manager.account)).actor, structure.id, "decide-requests");
  if (!permit) throw new Error("a manager decides");
  return { structure, manager, member, subscriptionId, permit };
}

test("R-906, N-16 · a refusal says why, in the row, the history and the mail's facts", async () => {
  const ctx = await testContext();
  const { manager, member, subscriptionId, permit } = await aWaitingRequest(ctx);
  expect(await refuseSubscription(ctx, permit, { subscriptionId, reason })).toEqual({ kind: "refused" });
  const [row] = await ctx.db.select().from(subscriptions).where(eq(subscriptions.id, subscriptionId));
  expect(row).toMatchObject({ status: "refused", refusalReason: reason, decidedBy: manager.account.id });
  expect(await ctx.db.select().from(structureHistory)).toMatchObject([
    { kind: "subscription-refused", reason, targetId: subscriptionId, subjectId: member.account.id },
  ]);
  expect(await ctx.db.select().from(outboxMessages)).toMatchObject([
    {
      recipient: member.account.contactEmail,
      message: { decision: "refused", subscriptionIds: [subscriptionId], deciderId: manager.account.id },
    },
  ]);
  expect(await ctx.db.select().from(feedEvents)).toMatchObject([{ kind: "subscription-refused" }]);
  // The reason is a person's words: the trail keeps states alone (SEC-96).
  expect(JSON.stringify((await ctx.db.select().from(auditEvents)).map(({ facts }) => facts))).not.toContain(reason);
});

test("R-703 · what the structure closed, or its owner may not use any more, is refused all the same", async () => {
  const ctx = await testContext();
  const { member, subscriptionId, permit } = await aWaitingRequest(ctx);
  await ctx.db.delete(openWorkspaces);
  await ctx.db.update(attachments).set({ status: "suspended" }).where(eq(attachments.id, member.attachment.id));
  expect(await refuseSubscription(ctx, permit, { subscriptionId, reason })).toEqual({ kind: "refused" });
});

test("SEC-67, R-510 · neither a frozen request nor one of an inactive structure is refused", async () => {
  const ctx = await testContext();
  const { structure, member, subscriptionId, permit } = await aWaitingRequest(ctx);
  await ctx.db.update(accounts).set(DEACTIVATED).where(eq(accounts.id, member.account.id));
  expect(await refuseSubscription(ctx, permit, { subscriptionId, reason })).toEqual({ kind: "requester-inactive" });
  await ctx.db.update(structures).set({ status: "inactive" }).where(eq(structures.id, structure.id));
  expect(await refuseSubscription(ctx, permit, { subscriptionId, reason })).toEqual({ kind: "structure-inactive" });
  expect(await ctx.db.$count(auditEvents)).toBe(0);
});
