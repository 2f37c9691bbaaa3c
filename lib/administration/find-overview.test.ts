import { expect, test } from "vitest";
import { outboxMessages } from "@/drizzle/schema/outbox";
import type { Email } from "@/lib/account/email";
import { recordSignInFailure } from "@/lib/account/record-sign-in-failure";
import { enqueue } from "@/lib/outbox/enqueue";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, anAccount, aPendingRequest, aStructure, DEACTIVATED } from "@/lib/testing/people";
import { aSupportAct } from "@/lib/testing/support-acts";
import { findOverview } from "./find-overview";

test("R-1401 · nothing waits", async () => {
  const ctx = await testContext();
  const { administrator } = await aSupportAct(ctx);
  ctx.queries();
  expect(await findOverview(ctx, administrator)).toEqual({
    requests: { attachments: 0, subscriptions: 0, oldest: null },
    reactivationRequests: 0,
    lockedAccounts: 0,
    deadMails: 0,
    dueMails: 0,
    oldestDueAt: null,
    unverifiedStructures: 0,
  });
  expect(ctx.queries()).toBe(2);
});

test("R-1401 · what waits is counted; what somebody else decides, what is over and what is to come are not", async () => {
  const ctx = await testContext();
  const { administrator } = await aSupportAct(ctx);
  const managed = await aStructure(ctx);
  await aManagerOf(ctx, managed);
  await aPendingRequest(ctx, managed);
  await aPendingRequest(ctx, await aStructure(ctx, { registryCheckedAt: null }));
  await aStructure(ctx, { registryCheckedAt: null, status: "inactive" });
  await anAccount(ctx, DEACTIVATED);
  await anAccount(ctx, { ...DEACTIVATED, reactivationRequestedAt: ctx.now() });
  const { id: accountId, email } = await anAccount(ctx);
  const browser = { origin: "192.0.2.1", userAgent: "Test browser" };
  const failure = {
    email: email as Email,
    accountId,
    browser,
    reason: "wrong-credentials",
    locksAccount: true,
  } as const;
  await recordSignInFailure(ctx, failure);
  const mail = (event: string) => {
    const message = { kind: "address-already-registered", accountId } as const;
    return enqueue(ctx, [{ message, recipient: email, language: "fr", event }]);
  };
  await mail("one");
  await ctx.db.update(outboxMessages).set({ status: "dead" });
  ctx.moveTo("2026-01-05T09:10:00Z");
  await mail("two");
  ctx.moveTo("2026-01-05T09:20:00Z");
  await mail("three");
  expect(await findOverview(ctx, administrator)).toEqual({
    requests: { attachments: 1, subscriptions: 0, oldest: new Date("2026-01-05T09:00:00Z") },
    reactivationRequests: 1,
    lockedAccounts: 1,
    deadMails: 2,
    dueMails: 2,
    oldestDueAt: new Date("2026-01-05T09:10:00Z"),
    unverifiedStructures: 1,
  });
  await ctx.db.update(outboxMessages).set({ dueAt: new Date("2026-01-05T12:00:00Z") });
  ctx.moveTo("2026-01-05T09:30:00Z");
  expect(await findOverview(ctx, administrator)).toMatchObject({ lockedAccounts: 0, oldestDueAt: null });
});
