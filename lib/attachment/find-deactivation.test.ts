import { expect, test } from "vitest";
import { testContext } from "@/lib/testing/context";
import {
  aManagerOf,
  aMemberOf,
  aPendingRequest,
  aPermitOf,
  aStructure,
  aSubscriptionRequest,
} from "@/lib/testing/people";
import { findDeactivation } from "./find-deactivation";

test("R-801 · A11Y-25 · whom a deactivation concerns is counted in one statement", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, structure);
  await aMemberOf(ctx, structure, { status: "ended" });
  await aSubscriptionRequest(ctx, await aMemberOf(ctx, structure, { status: "suspended" }));
  await aPendingRequest(ctx, structure);
  const permit = await aPermitOf(ctx, account, { structure, right: "change-identifier" });
  ctx.queries();
  expect(await findDeactivation(ctx, permit)).toEqual({
    legalName: structure.legalName,
    isActive: true,
    members: 2,
    waitingAttachments: 1,
    waitingSubscriptions: 1,
  });
  expect(ctx.queries()).toBe(1);
});
