import { expect, test } from "vitest";
import { sessions } from "@/drizzle/schema/account";
import { auditEvents } from "@/drizzle/schema/audit";
import { findActor } from "@/lib/attachment/find-actor";
import { testContext } from "@/lib/testing/context";
import { anAccount, aSessionOf } from "@/lib/testing/people";
import { personalValuesOf } from "@/lib/testing/personal-values-of";
import { signOut } from "./sign-out";

test("R-423 · signing out ends this session at once, and no other one", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  const [here, elsewhere] = [await aSessionOf(ctx, account), await aSessionOf(ctx, account)];
  expect(await signOut(ctx, here.secret)).toEqual({ kind: "signed-out" });
  expect(await findActor(ctx, here.secret)).toBeNull();
  expect(await findActor(ctx, elsewhere.secret)).toMatchObject({ accountId: account.id });
  expect(await ctx.db.select().from(auditEvents)).toMatchObject([
    { kind: "signed-out", actorId: account.id, targetId: account.id, facts: { sessionId: here.sessionId } },
  ]);
  expect(await personalValuesOf(ctx, "signed-out")).toMatchObject([{ origin: "192.0.2.1" }]);
});

test("R-423 · a second click, or twenty at once, changes nothing and is noted once", async () => {
  const ctx = await testContext();
  const { secret } = await aSessionOf(ctx, await anAccount(ctx));
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => signOut(ctx, secret)));
  expect(outcomes.filter(({ kind }) => kind === "signed-out")).toHaveLength(1);
  ctx.moveTo("2026-01-05T09:10:00Z");
  expect(await signOut(ctx, secret)).toEqual({ kind: "already-out" });
  expect(await signOut(ctx, "a secret nobody has")).toEqual({ kind: "already-out" });
  expect(await ctx.db.select({ endedAt: sessions.endedAt }).from(sessions)).toEqual([
    { endedAt: new Date("2026-01-05T09:00:00Z") },
  ]);
  expect(await ctx.db.$count(auditEvents)).toBe(1);
});
