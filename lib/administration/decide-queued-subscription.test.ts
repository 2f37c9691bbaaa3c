import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { subscriptions } from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { type TestContext, testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, anAccount, aStructure, aSubscriptionRequest } from "@/lib/testing/people";
import { aSupportAct } from "@/lib/testing/support-acts";
import { decideQueuedSubscription } from "./decide-queued-subscription";

async function aWaitingSubscription(ctx: TestContext) {
  const structure = await aStructure(ctx, { opened: ["SUIVI_FLUX"] });
  const member = await aMemberOf(ctx, structure);
  const { id: subscriptionId } = await aSubscriptionRequest(ctx, member);
  return { structure, member, subscriptionId };
}

const support = async (ctx: TestContext) =>
  (await ctx.db.select().from(auditEvents).where(eq(auditEvents.kind, "administrator-acted"))).map(
    ({ facts }) => facts,
  );

test("R-857, SEC-70 · support opens a workspace to somebody where nobody manages, or refuses and says why", async () => {
  const ctx = await testContext();
  const act = await aSupportAct(ctx, { reason: "Not in his contract" });
  const [one, other] = [await aWaitingSubscription(ctx), await aWaitingSubscription(ctx)];
  const approve = { subscriptionId: one.subscriptionId, decision: "approve" } as const;
  const refuse = { subscriptionId: other.subscriptionId, decision: "refuse" } as const;
  expect(await decideQueuedSubscription(ctx, act, approve)).toEqual({ kind: "approved" });
  expect(await decideQueuedSubscription(ctx, act, refuse)).toEqual({ kind: "refused" });
  const rows = await ctx.db.select().from(subscriptions).orderBy(subscriptions.status);
  expect(rows).toMatchObject([
    { id: one.subscriptionId, status: "active" },
    { id: other.subscriptionId, status: "refused", refusalReason: "Not in his contract" },
  ]);
  const mails = await ctx.db.select().from(outboxMessages);
  expect(mails.map(({ recipient }) => recipient).sort()).toEqual(
    [one, other].map(({ member }) => member.account.contactEmail).sort(),
  );
  expect((await support(ctx)).map((facts) => (facts as { act: string }).act).sort()).toEqual([
    "approve-subscription",
    "refuse-subscription",
  ]);
});

test("R-857, SEC-67 · nothing where somebody manages, nothing twice, nothing that is not there or one's own", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx, { isAdministrator: true });
  const act = await aSupportAct(ctx, { account });
  const { structure, subscriptionId } = await aWaitingSubscription(ctx);
  const approve = { subscriptionId, decision: "approve" } as const;
  const own = await aMemberOf(ctx, structure, { account });
  const { id } = await aSubscriptionRequest(ctx, own);
  expect(await decideQueuedSubscription(ctx, act, { ...approve, subscriptionId: id })).toEqual({ kind: "own-request" });
  expect(await decideQueuedSubscription(ctx, act, { ...approve, subscriptionId: ctx.id() })).toEqual({
    kind: "not-found",
  });
  expect(await decideQueuedSubscription(ctx, act, approve)).toEqual({ kind: "approved" });
  expect(await decideQueuedSubscription(ctx, act, { ...approve, decision: "refuse" })).toEqual({
    kind: "already-decided",
  });
  const managed = await aWaitingSubscription(ctx);
  await aManagerOf(ctx, managed.structure);
  const late = { subscriptionId: managed.subscriptionId, decision: "approve" } as const;
  expect(await decideQueuedSubscription(ctx, act, late)).toEqual({ kind: "not-permitted" });
  expect(await support(ctx)).toHaveLength(1);
});
