import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { feedEvents, structureHistory, subscriptions } from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { testContext } from "@/lib/testing/context";
import { aMemberOf, aSessionOf, aStructure, aSubscriptionRequest } from "@/lib/testing/people";
import { endSubscription } from "./end-subscription";
import { findActor } from "./find-actor";

test("R-704, R-705 · what one uses is given up at once, once, and its tab is gone on the next click", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account } = await aMemberOf(ctx, structure);
  const { secret, actor } = await aSessionOf(ctx, account);
  const [own] = await ctx.db
    .select()
    .from(subscriptions)
    .where(and(eq(subscriptions.accountId, account.id), eq(subscriptions.workspace, "FACTURES_EMISES")));
  const subscriptionId = own?.id ?? "";
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => endSubscription(ctx, actor, { subscriptionId })));
  expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["ended", ...Array(9).fill("not-active")]);
  const tabs = (await findActor(ctx, secret))?.subscriptions.map(({ workspace }) => workspace);
  expect(tabs).toEqual(["SOLLICITATIONS_EMISES"]);
  // Nobody is written to about what he does himself.
  expect(await ctx.db.$count(outboxMessages)).toBe(0);
  expect(await ctx.db.select().from(structureHistory)).toMatchObject([
    { kind: "subscription-ended", actorId: account.id, subjectId: account.id, targetId: subscriptionId },
  ]);
  expect(await ctx.db.select().from(feedEvents)).toMatchObject([
    { kind: "subscription-ended", workspace: "FACTURES_EMISES" },
  ]);
  expect(await ctx.db.select().from(auditEvents)).toMatchObject([
    { kind: "subscription-ended", targetId: subscriptionId, facts: { cause: "given-up" } },
  ]);
});

test("R-704, SEC-61 · what waits is not ended, and what is somebody else's does not exist", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const member = await aMemberOf(ctx, structure);
  const { id: subscriptionId } = await aSubscriptionRequest(ctx, member);
  const { actor } = await aSessionOf(ctx, member.account);
  expect(await endSubscription(ctx, actor, { subscriptionId })).toEqual({ kind: "not-active" });
  const { actor: other } = await aSessionOf(ctx, (await aMemberOf(ctx, structure)).account);
  expect(await endSubscription(ctx, other, { subscriptionId })).toEqual({ kind: "not-found" });
  expect(await ctx.db.$count(auditEvents)).toBe(0);
});
