import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { countUnmanagedRequests } from "@/lib/attachment/count-unmanaged-requests";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, anAccount, aStructure, aSubscriptionRequest, DEACTIVATED } from "@/lib/testing/people";
import { aSupportAct } from "@/lib/testing/support-acts";
import { decideQueuedSubscription } from "./decide-queued-subscription";
import { findSubscriptionQueue, type SubscriptionQueueSearch } from "./find-subscription-queue";

const all: SubscriptionQueueSearch = {
  text: "",
  only: null,
  sort: "requestedAt",
  descending: false,
  page: 1,
  pageSize: 5,
};

test("R-857 · only what nobody manages, who waits longest first, in one statement; searched, and one alone", async () => {
  const ctx = await testContext();
  const act = await aSupportAct(ctx);
  const { administrator } = act;
  const managed = await aStructure(ctx);
  await aManagerOf(ctx, managed);
  await aSubscriptionRequest(ctx, await aMemberOf(ctx, managed));
  const vacant = await aStructure(ctx, { legalName: "Tonnellerie Kerguelen", opened: ["SUIVI_FLUX"] });
  const second = await aSubscriptionRequest(ctx, await aMemberOf(ctx, vacant), { comment: "For March" });
  const account = await anAccount(ctx, { familyName: "Ozanne" });
  const first = await aSubscriptionRequest(ctx, await aMemberOf(ctx, vacant, { account }), {
    requestedAt: new Date("2026-01-02T09:00:00Z"),
  });
  ctx.queries();
  const found = await findSubscriptionQueue(ctx, administrator, all);
  expect(ctx.queries()).toBe(1);
  expect(found.total).toBe(2);
  expect(found.rows).toMatchObject([
    { subscriptionId: first.id, accountId: account.id, requester: "Camille Ozanne", workspace: "SUIVI_FLUX" },
    { subscriptionId: second.id, comment: "For March", access: "write", department: null },
  ]);
  expect((await countUnmanagedRequests(ctx, administrator)).subscriptions).toBe(found.total);

  const idsOf = async (search: Partial<SubscriptionQueueSearch>) =>
    (await findSubscriptionQueue(ctx, administrator, { ...all, ...search })).rows.map((row) => row.subscriptionId);
  expect(await idsOf({ text: "OZANNE" })).toEqual([first.id]);
  expect(await idsOf({ text: "kerguelen" })).toEqual([first.id, second.id]);
  expect(await idsOf({ descending: true })).toEqual([second.id, first.id]);
  expect(await idsOf({ only: second.id })).toEqual([second.id]);
  expect(await idsOf({ only: ctx.id() })).toEqual([]);
  await decideQueuedSubscription(ctx, act, { subscriptionId: first.id, decision: "approve" });
  expect(await idsOf({})).toEqual([second.id]);
});

test("R-510, R-854 · what a closed account or a suspended person asked for is frozen: nobody is asked to decide it", async () => {
  const ctx = await testContext();
  const { administrator } = await aSupportAct(ctx);
  const vacant = await aStructure(ctx);
  const member = await aMemberOf(ctx, vacant);
  const waiting = await aSubscriptionRequest(ctx, member);
  const suspended = await aSubscriptionRequest(ctx, await aMemberOf(ctx, vacant, { status: "suspended" }));
  const idsOf = async (only: string | null) =>
    (await findSubscriptionQueue(ctx, administrator, { ...all, only })).rows.map((row) => row.subscriptionId);
  expect(await idsOf(null)).toEqual([waiting.id]);
  expect(await idsOf(suspended.id)).toEqual([]);
  await ctx.db.update(accounts).set(DEACTIVATED).where(eq(accounts.id, member.account.id));
  expect(await idsOf(null)).toEqual([]);
});
