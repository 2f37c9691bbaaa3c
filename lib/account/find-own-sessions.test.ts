import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { sessions } from "@/drizzle/schema/account";
import { testContext } from "@/lib/testing/context";
import { anAccount, aSessionOf } from "@/lib/testing/people";
import { findOwnSessions } from "./find-own-sessions";
import { openSession } from "./open-session";

const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0";

test("SEC-46 · a person sees where he is signed in: device, network, since when, used when, and which one it is", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  const { actor } = await aSessionOf(ctx, account);
  ctx.moveTo("2026-01-05T09:10:00Z");
  const other = await openSession(ctx, account.id, { origin: "2001:db8:1:2::/64", userAgent: FIREFOX });
  await aSessionOf(ctx, await anAccount(ctx));
  ctx.queries();
  const found = await findOwnSessions(ctx, actor);
  expect(ctx.queries()).toBe(1);
  expect(found).toEqual([
    {
      sessionId: other.sessionId,
      device: { browser: "Firefox", system: "Linux" },
      network: "2001:db8:1::/48",
      openedAt: new Date("2026-01-05T09:10:00Z"),
      lastUsedAt: new Date("2026-01-05T09:10:00Z"),
      isCurrent: false,
    },
    {
      sessionId: actor.sessionId,
      device: { browser: null, system: null },
      network: "192.0.2.x",
      openedAt: new Date("2026-01-05T09:00:00Z"),
      lastUsedAt: new Date("2026-01-05T09:00:00Z"),
      isCurrent: true,
    },
  ]);
});

test("SEC-46, R-423 · what has ended, slept for 30 minutes, lasted for 12 hours or awaits a second factor is not listed", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  const { actor } = await aSessionOf(ctx, account);
  const one = await aSessionOf(ctx, account);
  const shown = async () => (await findOwnSessions(ctx, actor)).some(({ sessionId }) => sessionId === one.sessionId);
  const change = (set: Partial<typeof sessions.$inferInsert>) =>
    ctx.db.update(sessions).set(set).where(eq(sessions.id, one.sessionId));
  const now = ctx.now().getTime();
  const ago = (seconds: number) => new Date(now - seconds * 1000);
  expect(await shown()).toBe(true);
  for (const [set, isShown] of [
    [{ lastUsedAt: ago(30 * 60 - 1) }, true],
    [{ lastUsedAt: ago(30 * 60) }, false],
    [{ lastUsedAt: ago(0), createdAt: ago(12 * 3600 - 1) }, true],
    [{ createdAt: ago(12 * 3600) }, false],
    [{ createdAt: ago(0), awaitsSecondFactor: true }, false],
    [{ awaitsSecondFactor: false }, true],
    [{ endedAt: ago(0) }, false],
  ] as const) {
    await change(set);
    expect(await shown(), JSON.stringify(set)).toBe(isShown);
  }
});
