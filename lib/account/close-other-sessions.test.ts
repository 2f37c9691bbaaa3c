import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { sessions } from "@/drizzle/schema/account";
import { auditEvents } from "@/drizzle/schema/audit";
import { findActor } from "@/lib/attachment/find-actor";
import { clearTrail } from "@/lib/testing/clear-trail";
import { testContext } from "@/lib/testing/context";
import { anAccount, aPasswordProofOf, aSessionOf } from "@/lib/testing/people";
import { closeOtherSessions } from "./close-other-sessions";
import { openSession } from "./open-session";

test("SEC-46 · every other session of the person ends, also one that awaits its second factor, and nobody else's", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  const browser = { origin: "192.0.2.7", userAgent: "" };
  const [there, waiting] = [await openSession(ctx, account.id, browser), await openSession(ctx, account.id, browser)];
  await ctx.db.update(sessions).set({ awaitsSecondFactor: true }).where(eq(sessions.id, waiting.sessionId));
  const { actor, sessionId } = await aSessionOf(ctx, account);
  const stranger = await aSessionOf(ctx, await anAccount(ctx));
  const proof = await aPasswordProofOf(ctx, actor);
  await clearTrail(ctx);

  expect(await closeOtherSessions(ctx, actor, proof)).toEqual({ kind: "closed" });
  const rows = await ctx.db.select().from(sessions).where(eq(sessions.accountId, account.id));
  expect(rows.filter(({ endedAt }) => endedAt === null).map(({ id }) => id)).toEqual([sessionId]);
  expect(await findActor(ctx, there.secret)).toBeNull();
  expect(await findActor(ctx, stranger.secret)).not.toBeNull();
  expect(await ctx.db.select().from(auditEvents)).toMatchObject([
    { kind: "session-ended", actorId: account.id, facts: { sessionId: null, count: 2, by: "owner" } },
  ]);

  expect(await closeOtherSessions(ctx, actor, proof)).toEqual({ kind: "none-open" });
  expect(await ctx.db.$count(auditEvents)).toBe(1);
});

test("SEC-46 · sent five times at once, it is told once", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  const { actor } = await aSessionOf(ctx, account);
  await aSessionOf(ctx, account);
  const proof = await aPasswordProofOf(ctx, actor);
  await clearTrail(ctx);
  const outcomes = await Promise.all(Array.from({ length: 5 }, () => closeOtherSessions(ctx, actor, proof)));
  expect(outcomes.filter(({ kind }) => kind === "closed")).toHaveLength(1);
  expect(await ctx.db.$count(auditEvents)).toBe(1);
});

test("SEC-45 · a password that somebody else gave closes nothing", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  const [here, there] = [await aSessionOf(ctx, account), await aSessionOf(ctx, account)];
  const stranger = await aSessionOf(ctx, await anAccount(ctx));
  const proof = await aPasswordProofOf(ctx, stranger.actor);
  await expect(closeOtherSessions(ctx, here.actor, proof)).rejects.toThrow("somebody else");
  expect(await findActor(ctx, there.secret)).not.toBeNull();
});
