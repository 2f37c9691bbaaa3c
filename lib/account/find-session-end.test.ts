import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts, sessions } from "@/drizzle/schema/account";
import { type TestContext, testContext } from "@/lib/testing/context";
import { anAccount, aSessionOf, DEACTIVATED } from "@/lib/testing/people";
import { extendSession } from "./extend-session";
import { findSessionEnd } from "./find-session-end";

const start = Date.parse("2026-01-05T09:00:00Z");
const after = (seconds: number) => new Date(start + seconds * 1000);
const HOUR = 3600;

async function aSession() {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  return { ctx, account, ...(await aSessionOf(ctx, account)) };
}

async function lastUse(ctx: TestContext): Promise<Date | undefined> {
  return (await ctx.db.select({ lastUsedAt: sessions.lastUsedAt }).from(sessions))[0]?.lastUsedAt;
}

test("A11Y-24, R-423 · asking when a session ends is no use of it, in one round trip", async () => {
  const { ctx, secret } = await aSession();
  const end = { kind: "live", idleEndsAt: after(30 * 60), endsAt: after(12 * HOUR) };
  for (const seconds of [0, 59, 60, 1200, 30 * 60 - 1]) {
    ctx.moveTo(after(seconds));
    ctx.queries();
    expect(await findSessionEnd(ctx, secret)).toEqual(end);
    expect(ctx.queries()).toBe(1);
  }
  expect(await lastUse(ctx)).toEqual(after(0));
  ctx.moveTo(after(30 * 60));
  expect(await findSessionEnd(ctx, secret)).toEqual({ kind: "over" });
});

test("SEC-43 · the twelve hours end for whoever asks as well, to the second", async () => {
  const { ctx, secret } = await aSession();
  await ctx.db.update(sessions).set({ lastUsedAt: after(12 * HOUR) });
  ctx.moveTo(after(12 * HOUR - 1));
  expect(await findSessionEnd(ctx, secret)).toMatchObject({ kind: "live", endsAt: after(12 * HOUR) });
  ctx.moveTo(after(12 * HOUR));
  expect(await findSessionEnd(ctx, secret)).toEqual({ kind: "over" });
});

test("R-423, R-425 · ended, waiting for a second factor, of an account that is not active, unknown: all are over", async () => {
  const { ctx, account, secret, sessionId } = await aSession();
  const change = (set: Partial<typeof sessions.$inferInsert>) =>
    ctx.db.update(sessions).set(set).where(eq(sessions.id, sessionId));
  for (const set of [{ endedAt: ctx.now() }, { endedAt: null, awaitsSecondFactor: true }]) {
    await change(set);
    expect([await findSessionEnd(ctx, secret), await extendSession(ctx, secret)]).toEqual([
      { kind: "over" },
      { kind: "over" },
    ]);
  }
  await change({ awaitsSecondFactor: false });
  expect((await findSessionEnd(ctx, secret)).kind).toBe("live");
  await ctx.db.update(accounts).set(DEACTIVATED).where(eq(accounts.id, account.id));
  for (const wanted of [secret, "", sessionId, ctx.secret()]) {
    expect(await findSessionEnd(ctx, wanted)).toEqual({ kind: "over" });
    expect(await extendSession(ctx, wanted)).toEqual({ kind: "over" });
  }
});
