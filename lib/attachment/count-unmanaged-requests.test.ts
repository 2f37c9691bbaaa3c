import { eq, inArray } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { testContext } from "@/lib/testing/context";
import {
  aManagerOf,
  aMemberOf,
  anAccount,
  aPendingRequest,
  aSessionOf,
  aStructure,
  aSubscriptionRequest,
  DEACTIVATED,
} from "@/lib/testing/people";
import { countUnmanagedRequests } from "./count-unmanaged-requests";

test("R-857 · R-320 · support sees how many requests nobody else can decide, and since when", async () => {
  const ctx = await testContext();
  const managed = await aStructure(ctx);
  const { account: manager } = await aManagerOf(ctx, managed);
  await aPendingRequest(ctx, managed);
  await aPendingRequest(ctx, await aStructure(ctx, { sector: "public" }));
  const { actor } = await aSessionOf(ctx, await anAccount(ctx, { isAdministrator: true }));
  ctx.queries();
  expect(await countUnmanagedRequests(ctx, actor)).toEqual({ attachments: 1, subscriptions: 0, oldest: ctx.now() });
  expect(ctx.queries()).toBe(1);

  // The manager goes: what waited for him waits for support.
  await ctx.db.update(accounts).set(DEACTIVATED).where(eq(accounts.id, manager.id));
  expect(await countUnmanagedRequests(ctx, actor)).toMatchObject({ attachments: 2 });
});

test("R-510, R-1401 · what is frozen waits for nobody: it is counted again when its owner is back", async () => {
  const ctx = await testContext();
  const vacant = await aStructure(ctx);
  const asking = await aPendingRequest(ctx, vacant);
  const member = await aMemberOf(ctx, vacant);
  const suspended = await aMemberOf(ctx, vacant, { status: "suspended" });
  await aSubscriptionRequest(ctx, member);
  await aSubscriptionRequest(ctx, suspended);
  const { actor } = await aSessionOf(ctx, await anAccount(ctx, { isAdministrator: true }));
  expect(await countUnmanagedRequests(ctx, actor)).toMatchObject({ attachments: 1, subscriptions: 1 });

  const bothAsking = inArray(accounts.id, [asking.account.id, member.account.id]);
  await ctx.db.update(accounts).set(DEACTIVATED).where(bothAsking);
  expect(await countUnmanagedRequests(ctx, actor)).toEqual({ attachments: 0, subscriptions: 0, oldest: null });
  const reopened = { status: "active", deactivatedAt: null, deactivationCause: null } as const;
  await ctx.db.update(accounts).set(reopened).where(bothAsking);
  expect(await countUnmanagedRequests(ctx, actor)).toMatchObject({ attachments: 1, subscriptions: 1 });
});

test("R-857 · nobody else learns anything of that queue", async () => {
  const ctx = await testContext();
  await aPendingRequest(ctx, await aStructure(ctx));
  const { account } = await aManagerOf(ctx, await aStructure(ctx));
  const { actor } = await aSessionOf(ctx, account);
  expect(await countUnmanagedRequests(ctx, actor)).toEqual({ attachments: 0, subscriptions: 0, oldest: null });
});
