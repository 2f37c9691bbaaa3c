import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { sessions } from "@/drizzle/schema/account";
import { auditEvents } from "@/drizzle/schema/audit";
import { findActor } from "@/lib/attachment/find-actor";
import { clearTrail } from "@/lib/testing/clear-trail";
import { type TestContext, testContext } from "@/lib/testing/context";
import { anAccount, aPasswordProofOf, aSessionOf } from "@/lib/testing/people";
import { closeSession } from "./close-session";

async function someoneWithTwoSessions() {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  const [here, there] = [await aSessionOf(ctx, account), await aSessionOf(ctx, account)];
  const proof = await aPasswordProofOf(ctx, here.actor);
  await clearTrail(ctx);
  return { ctx, account, here, there, proof };
}

const isAlive = async (ctx: TestContext, { secret }: { secret: string }) => (await findActor(ctx, secret)) !== null;

test("SEC-46, R-423 · a session that is closed elsewhere is dead at its next request, and the trail says so", async () => {
  const { ctx, account, here, there, proof } = await someoneWithTwoSessions();
  const { sessionId } = there;
  expect(await closeSession(ctx, here.actor, { sessionId, proof })).toEqual({ kind: "closed" });
  expect(await isAlive(ctx, there)).toBe(false);
  expect((await ctx.db.select().from(sessions).where(eq(sessions.id, here.sessionId)))[0]?.endedAt).toBeNull();
  expect(await ctx.db.select().from(auditEvents)).toMatchObject([
    { kind: "session-ended", actorId: account.id, targetId: account.id, facts: { sessionId, count: 1, by: "owner" } },
  ]);
});

test("SEC-46, SEC-61 · another person's session, one that never was, and the one that asks are not there", async () => {
  const { ctx, here, proof } = await someoneWithTwoSessions();
  const stranger = await aSessionOf(ctx, await anAccount(ctx));
  for (const sessionId of [stranger.sessionId, ctx.id(), here.sessionId]) {
    expect(await closeSession(ctx, here.actor, { sessionId, proof })).toEqual({ kind: "not-found" });
  }
  expect(await isAlive(ctx, stranger)).toBe(true);
  expect(await ctx.db.$count(auditEvents)).toBe(0);
});

test("SEC-46 · closed ten times at once, it is closed once and told once; later it is closed already", async () => {
  const { ctx, here, there, proof } = await someoneWithTwoSessions();
  const close = () => closeSession(ctx, here.actor, { sessionId: there.sessionId, proof });
  const outcomes = await Promise.all(Array.from({ length: 10 }, close));
  expect(outcomes.map(({ kind }) => kind).sort()).toEqual([...Array(9).fill("already-closed"), "closed"]);
  const endedAt = ctx.now();
  ctx.moveTo("2026-01-05T09:05:00Z");
  expect(await close()).toEqual({ kind: "already-closed" });
  expect(await ctx.db.$count(auditEvents)).toBe(1);
  expect((await ctx.db.select().from(sessions).where(eq(sessions.id, there.sessionId)))[0]?.endedAt).toEqual(endedAt);
});

test("SEC-45 · a password that somebody else gave closes nothing", async () => {
  const { ctx, here, there } = await someoneWithTwoSessions();
  const stranger = await aSessionOf(ctx, await anAccount(ctx));
  const proof = await aPasswordProofOf(ctx, stranger.actor);
  await expect(closeSession(ctx, here.actor, { sessionId: there.sessionId, proof })).rejects.toThrow("somebody else");
  expect(await isAlive(ctx, there)).toBe(true);
});
