import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aPendingRequest, aStructure } from "@/lib/testing/people";
import { keepRequestsMoving } from "./keep-requests-moving";

test("R-855 · a run does everything that is due, and the next one has nothing left to do", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  await aManagerOf(ctx, structure);
  await aPendingRequest(ctx, structure);
  ctx.moveTo("2026-02-20T09:00:00Z");
  await aPendingRequest(ctx, structure);
  // 60 days after the first, 15 after the second: what expires is not reminded of.
  ctx.moveTo("2026-03-07T09:00:00Z");
  expect(await keepRequestsMoving(ctx)).toEqual({ expired: 1, reminded: 1, structures: 1, reactivated: 0 });
  expect(await keepRequestsMoving(ctx)).toEqual({ expired: 0, reminded: 0, structures: 0, reactivated: 0 });
  expect(await ctx.db.$count(outboxMessages)).toBe(2);
});

test("R-855 · a job that fails keeps no other from its work", async () => {
  const ctx = await testContext();
  await ctx.db.execute(sql`alter table attachments rename column reminders to reminders_gone`);
  expect(await keepRequestsMoving(ctx)).toEqual({ expired: 0, reactivated: 0 });
});
