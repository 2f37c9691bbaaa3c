import { expect, test } from "vitest";
import { sessions } from "@/drizzle/schema/account";
import { findActor } from "@/lib/attachment/find-actor";
import { type TestContext, testContext } from "@/lib/testing/context";
import { anAccount, aSessionOf } from "@/lib/testing/people";
import { extendSession } from "./extend-session";

const start = Date.parse("2026-01-05T09:00:00Z");
const after = (seconds: number) => new Date(start + seconds * 1000);
const HOUR = 3600;

async function lastUse(ctx: TestContext): Promise<Date | undefined> {
  return (await ctx.db.select({ lastUsedAt: sessions.lastUsedAt }).from(sessions))[0]?.lastUsedAt;
}

test("A11Y-24 · one key in the warning gives another thirty minutes, in one round trip, and changes nothing else", async () => {
  const ctx = await testContext();
  const { secret } = await aSessionOf(ctx, await anAccount(ctx));
  const [before] = await ctx.db.select().from(sessions);
  ctx.moveTo(after(28 * 60));
  ctx.queries();
  expect(await extendSession(ctx, secret)).toEqual({
    kind: "extended",
    idleEndsAt: after(58 * 60),
    endsAt: after(12 * HOUR),
  });
  expect(ctx.queries()).toBe(1);
  expect(await ctx.db.select().from(sessions)).toEqual([{ ...before, lastUsedAt: after(28 * 60) }]);
  ctx.moveTo(after(58 * 60 - 1));
  expect(await findActor(ctx, secret)).not.toBeNull();
});

test("SEC-43 · at thirty minutes it is too late, a second before it is not", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  const { secret } = await aSessionOf(ctx, account);
  ctx.moveTo(after(30 * 60 - 1));
  expect((await extendSession(ctx, secret)).kind).toBe("extended");
  ctx.moveTo(after(60 * 60 - 1));
  expect(await extendSession(ctx, secret)).toEqual({ kind: "over" });
  expect(await lastUse(ctx)).toEqual(after(30 * 60 - 1));
  expect(await findActor(ctx, secret)).toBeNull();
});

test("SEC-43 · no key puts off the end of the twelve hours", async () => {
  const ctx = await testContext();
  const { secret } = await aSessionOf(ctx, await anAccount(ctx));
  for (let seconds = 1500; seconds < 12 * HOUR; seconds += 1500) {
    ctx.moveTo(after(seconds));
    expect(await extendSession(ctx, secret)).toMatchObject({ kind: "extended", endsAt: after(12 * HOUR) });
  }
  ctx.moveTo(after(12 * HOUR - 1));
  expect((await extendSession(ctx, secret)).kind).toBe("extended");
  ctx.moveTo(after(12 * HOUR));
  expect(await extendSession(ctx, secret)).toEqual({ kind: "over" });
  expect(await findActor(ctx, secret)).toBeNull();
});
