import { expect, test } from "vitest";
import { testContext } from "@/lib/testing/context";
import {
  aManagerOf,
  anAccount,
  aPendingRequest,
  aSessionOf,
  aStructure,
  aSubscriptionRequest,
} from "@/lib/testing/people";
import { findOwnRequests } from "./find-own-requests";

test("R-607 · one's requests of both kinds, newest first, ten a page, in one statement", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  for (let day = 1; day <= 11; day++) {
    ctx.moveTo(new Date(Date.UTC(2026, 0, day, 9)));
    await aPendingRequest(ctx, await aStructure(ctx, { legalName: `Structure ${day}` }), { account });
  }
  ctx.moveTo("2026-01-12T09:00:00Z");
  const structure = await aStructure(ctx);
  // He manages this one: that was never asked for.
  const own = await aManagerOf(ctx, structure, { account });
  await aSubscriptionRequest(ctx, own);
  const { actor } = await aSessionOf(ctx, account);
  ctx.queries();
  const first = await findOwnRequests(ctx, actor, { page: 1, pageSize: 10 });
  expect(ctx.queries()).toBe(1);
  expect(first.total).toBe(12);
  expect(first.requests).toHaveLength(10);
  expect(first.requests[0]).toMatchObject({
    type: "subscription",
    workspace: "SUIVI_FLUX",
    access: "write",
    status: "pending",
    requestedAt: ctx.now(),
    decidedAt: null,
    structure: { designation: structure.legalName },
  });
  expect(first.requests[1]).toMatchObject({ type: "attachment", structure: { designation: "Structure 11" } });
  // A page beyond the last one is the last one.
  const last = await findOwnRequests(ctx, actor, { page: 9, pageSize: 10 });
  expect(last.requests.map(({ structure }) => structure.designation)).toEqual(["Structure 2", "Structure 1"]);
});

test("R-607 · whoever asked for nothing has an empty history", async () => {
  const ctx = await testContext();
  const { actor } = await aSessionOf(ctx, await anAccount(ctx));
  expect(await findOwnRequests(ctx, actor, { page: 1, pageSize: 10 })).toEqual({ total: 0, requests: [] });
});
