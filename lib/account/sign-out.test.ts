import { expect, test } from "vitest";
import { sessions } from "@/drizzle/schema/account";
import { auditEvents } from "@/drizzle/schema/audit";
import { findActor } from "@/lib/attachment/find-actor";
import { testContext } from "@/lib/testing/context";
import { anAccount, aSessionOf, PASSWORD } from "@/lib/testing/people";
import { personalValuesOf } from "@/lib/testing/personal-values-of";
import { extendSession } from "./extend-session";
import { findSessionEnd } from "./find-session-end";
import { provePassword } from "./prove-password";
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

/** Somebody whose session got a new secret that his browser has not been told yet. */
async function aRenewedSession() {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  const { secret, sessionId } = await aSessionOf(ctx, account);
  const proven = await provePassword(ctx, { accountId: account.id, sessionId, password: PASSWORD });
  return { ctx, secret, renewed: proven.kind === "proven" ? (proven.renewed ?? "") : "" };
}

test("SEC-43, R-423 · signing out while a new secret is on its way ends the session, so that the late one opens nothing", async () => {
  const { ctx, secret, renewed } = await aRenewedSession();
  expect(await findActor(ctx, renewed)).not.toBeNull();
  expect(await signOut(ctx, secret)).toEqual({ kind: "signed-out" });
  for (const held of [secret, renewed]) {
    expect(await findActor(ctx, held)).toBeNull();
    expect(await extendSession(ctx, held)).toEqual({ kind: "over" });
    expect(await findSessionEnd(ctx, held)).toEqual({ kind: "over" });
  }
});

test("SEC-42, A11Y-24 · for that moment the old secret tells and extends its session, and no longer", async () => {
  const { ctx, secret, renewed } = await aRenewedSession();
  ctx.moveTo("2026-01-05T09:00:29Z");
  expect((await findSessionEnd(ctx, secret)).kind).toBe("live");
  expect((await extendSession(ctx, secret)).kind).toBe("extended");
  expect(await findActor(ctx, secret)).not.toBeNull();
  ctx.moveTo("2026-01-05T09:00:30Z");
  expect(await findSessionEnd(ctx, secret)).toEqual({ kind: "over" });
  expect(await extendSession(ctx, secret)).toEqual({ kind: "over" });
  expect(await findActor(ctx, secret)).toBeNull();
  expect(await signOut(ctx, secret)).toEqual({ kind: "already-out" });
  expect(await findActor(ctx, renewed)).not.toBeNull();
});
