import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { sessions } from "@/drizzle/schema/account";
import { findActor } from "@/lib/attachment/find-actor";
import { testContext } from "@/lib/testing/context";
import { anAccount, aSessionOf } from "@/lib/testing/people";
import { endSessions } from "./end-sessions";

test("SEC-24 · every session of the account ends but the one named, those that await a second factor too", async () => {
  const ctx = await testContext();
  const [account, stranger] = [await anAccount(ctx), await anAccount(ctx)];
  const [own, other, waiting] = [
    await aSessionOf(ctx, account),
    await aSessionOf(ctx, account),
    await aSessionOf(ctx, account),
  ];
  const foreign = await aSessionOf(ctx, stranger);
  await ctx.db.update(sessions).set({ awaitsSecondFactor: true }).where(eq(sessions.id, waiting.sessionId));

  expect(await endSessions(ctx, { accountId: account.id, except: own.sessionId })).toBe(2);
  expect(await findActor(ctx, own.secret)).not.toBeNull();
  expect(await findActor(ctx, other.secret)).toBeNull();
  expect(await findActor(ctx, foreign.secret)).not.toBeNull();
  const [pending] = await ctx.db.select().from(sessions).where(eq(sessions.id, waiting.sessionId));
  expect(pending?.endedAt).toEqual(ctx.now());

  expect(await endSessions(ctx, { accountId: account.id })).toBe(1);
  expect(await findActor(ctx, own.secret)).toBeNull();
  expect(await endSessions(ctx, { accountId: account.id })).toBe(0);
});
