import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { attachments } from "@/drizzle/schema/attachment";
import { testContext } from "@/lib/testing/context";
import {
  aManagerOf,
  anAccount,
  aPendingRequest,
  aSessionOf,
  aStructure,
  aSubscriptionRequest,
} from "@/lib/testing/people";
import { findOwnRequests, type OwnRequestSort } from "./find-own-requests";

const newestFirst = { sort: "date", descending: true, page: 1, pageSize: 10 } as const;

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
  const first = await findOwnRequests(ctx, actor, newestFirst);
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
  const last = await findOwnRequests(ctx, actor, { ...newestFirst, page: 9 });
  expect(last.requests.map(({ structure }) => structure.designation)).toEqual(["Structure 2", "Structure 1"]);
});

test("R-607 · whoever asked for nothing has an empty history", async () => {
  const ctx = await testContext();
  const { actor } = await aSessionOf(ctx, await anAccount(ctx));
  expect(await findOwnRequests(ctx, actor, newestFirst)).toEqual({ total: 0, requests: [] });
});

test("R-304, R-607 · the history is sorted by each of its columns", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  const manager = await aManagerOf(ctx, await aStructure(ctx, { legalName: "Éclair" }), { account });
  await aSubscriptionRequest(ctx, manager);
  ctx.moveTo("2026-01-06T09:00:00Z");
  await aPendingRequest(ctx, await aStructure(ctx, { legalName: "Zinc" }), { account });
  ctx.moveTo("2026-01-07T09:00:00Z");
  const refused = await aPendingRequest(ctx, await aStructure(ctx, { legalName: "Bois" }), { account });
  ctx.moveTo("2026-01-08T09:00:00Z");
  const decision = { status: "refused", decidedAt: ctx.now(), refusalReason: "Inconnu" } as const;
  await ctx.db.update(attachments).set(decision).where(eq(attachments.id, refused.attachment.id));
  const { actor } = await aSessionOf(ctx, account);
  const sorted = async (sort: OwnRequestSort, descending = false) =>
    (await findOwnRequests(ctx, actor, { ...newestFirst, sort, descending })).requests
      .map(({ structure }) => structure.designation?.charAt(0))
      .join("");
  expect(await sorted("date")).toBe("ÉZB");
  expect(await sorted("date", true)).toBe("BZÉ");
  expect(await sorted("type")).toBe("BZÉ");
  expect(await sorted("structure")).toBe("BÉZ");
  expect(await sorted("object", true)).toBe("ÉBZ");
  expect(await sorted("status", true)).toBe("BZÉ");
  expect(await sorted("decidedAt")).toBe("BZÉ");
  expect(await sorted("reason", true)).toBe("BZÉ");
});
