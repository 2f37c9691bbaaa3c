import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { throttleCounters } from "@/drizzle/schema/account";
import { testContext } from "@/lib/testing/context";
import { inOneTrip } from "./in-one-trip";

const counter = (key: string, windowEndsAt: Date) => ({ key, used: 1, windowEndsAt });

test("R-1201 · several writes reach the database in one statement", async () => {
  const ctx = await testContext();
  ctx.queries();
  await inOneTrip(
    ctx,
    ["a", "b"].map((key) => ctx.db.insert(throttleCounters).values(counter(key, ctx.now()))),
  );
  expect(ctx.queries()).toBe(1);
  expect(await ctx.db.$count(throttleCounters)).toBe(2);
});

test("R-1201 · when one of them fails, none is kept", async () => {
  const ctx = await testContext();
  const good = ctx.db.insert(throttleCounters).values(counter("a", ctx.now()));
  await expect(
    inOneTrip(ctx, [good, sql`delete from throttle_counters where 1 / (used - used) = 1`, good]),
  ).rejects.toThrow();
  expect(await ctx.db.$count(throttleCounters)).toBe(0);
});
