import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { auditEvents, auditPersonalValues } from "@/drizzle/schema/audit";
import { technicalAccounts, technicalSecrets } from "@/drizzle/schema/technical-account";
import { authenticateClient } from "@/lib/technical-account/authenticate-client";
import { aCallerOf, aTokenOf } from "@/lib/testing/api-callers";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aStructure, aTechnicalAccountOf, aTechnicalPasswordOf } from "@/lib/testing/people";
import { authenticateCall } from "./authenticate-call";

const bearing = (token: string) => ({ headers: new Headers({ authorization: `Bearer ${token}` }) });

test("SEC-82, SEC-78 · a call is authenticated and authorised in one round trip and without a slow hash", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  await aManagerOf(ctx, structure);
  const { token, login } = await aCallerOf(ctx, structure);
  ctx.queries();
  const outcome = await authenticateCall(ctx, bearing(token));
  expect(ctx.queries()).toBe(1);
  expect(outcome).toMatchObject({ kind: "caller", caller: { login, budget: { limit: 60, remaining: 59 } } });
  expect(ctx.passwords.verifies).toBe(0);
});

test("SEC-76, SEC-77 · what is no token of ours costs no round trip", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  await aManagerOf(ctx, structure);
  const { token } = await aCallerOf(ctx, structure);
  ctx.queries();
  const twice = new Headers({ authorization: `Bearer ${token}` });
  twice.append("authorization", `Bearer ${token}`);
  expect(await authenticateCall(ctx, { headers: new Headers() })).toEqual({ kind: "no-token" });
  expect(await authenticateCall(ctx, { headers: twice })).toEqual({ kind: "malformed-token" });
  expect(await authenticateCall(ctx, bearing("a".repeat(100_000)))).toEqual({ kind: "token-too-long" });
  for (const wrong of [`${token}A`, token.slice(0, -1), token.replace("att1", "att2"), "eyJhbGciOiJub25lIn0.e30."]) {
    expect(await authenticateCall(ctx, bearing(wrong))).toEqual({ kind: "unauthorised" });
  }
  expect(ctx.queries()).toBe(0);
});

test("SEC-75 · a token is good for 3600 seconds and not one more", async () => {
  const ctx = await testContext({ now: "2026-01-05T09:00:00Z" });
  const structure = await aStructure(ctx);
  await aManagerOf(ctx, structure);
  const { token } = await aCallerOf(ctx, structure);
  ctx.moveTo("2026-01-05T09:59:59.999Z");
  expect((await authenticateCall(ctx, bearing(token))).kind).toBe("caller");
  ctx.moveTo("2026-01-05T10:00:00Z");
  expect(await authenticateCall(ctx, bearing(token))).toEqual({ kind: "unauthorised" });
});

test("R-1008 · T-16 · a password that is over is told as such, in the second in which it ends", async () => {
  const ctx = await testContext({ now: "2016-11-10T09:21:23Z" });
  const structure = await aStructure(ctx);
  await aManagerOf(ctx, structure);
  const caller = await aCallerOf(ctx, structure);
  ctx.moveTo("2017-02-18T09:21:22Z");
  expect((await authenticateCall(ctx, bearing(aTokenOf(ctx, caller)))).kind).toBe("caller");
  ctx.moveTo("2017-02-18T09:21:23Z");
  expect(await authenticateCall(ctx, bearing(aTokenOf(ctx, caller)))).toEqual({ kind: "password-expired" });
});

test("R-1012 · 60 calls a minute, the 61st waits for the next minute", async () => {
  const ctx = await testContext({ now: "2026-01-05T09:00:00Z" });
  const structure = await aStructure(ctx);
  await aManagerOf(ctx, structure);
  const { token } = await aCallerOf(ctx, structure);
  for (let call = 1; call < 60; call++) await authenticateCall(ctx, bearing(token));
  ctx.moveTo("2026-01-05T09:00:20Z");
  expect(await authenticateCall(ctx, bearing(token))).toMatchObject({ caller: { budget: { remaining: 0 } } });
  expect(await authenticateCall(ctx, bearing(token))).toEqual({ kind: "too-many-calls", limit: 60, resetSeconds: 40 });
  ctx.moveTo("2026-01-05T09:01:00Z");
  expect(await authenticateCall(ctx, bearing(token))).toMatchObject({ caller: { budget: { remaining: 59 } } });
});

test("R-1011, SEC-76 · a token dies with the account, and with the password it was given for", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  await aManagerOf(ctx, structure);
  const { token, secretId } = await aCallerOf(ctx, structure);
  await ctx.db.update(technicalAccounts).set({ status: "suspended" });
  expect(await authenticateCall(ctx, bearing(token))).toEqual({ kind: "unauthorised" });
  await ctx.db.update(technicalAccounts).set({ status: "active" });
  expect((await authenticateCall(ctx, bearing(token))).kind).toBe("caller");
  await ctx.db.delete(technicalSecrets).where(eq(technicalSecrets.id, secretId));
  expect(await authenticateCall(ctx, bearing(token))).toEqual({ kind: "unauthorised" });
});

test("R-1013 · what the compatibility header shows must be the same account's live login and password", async () => {
  const { called, login, password } = await aCall();
  expect((await called({ login, password })).kind).toBe("caller");
  expect(await called({ login, password: `${password}x` })).toEqual({ kind: "account-header", slowDown: 0 });
  expect(await called({ login: `${login}x`, password })).toEqual({ kind: "account-header", slowDown: 0 });
});

test("R-1008, SEC-80 · a right password that is over is told as such beside a live token, and is no failure", async () => {
  const ctx = await testContext({ now: "2026-01-05T09:00:00Z" });
  const structure = await aStructure(ctx);
  await aManagerOf(ctx, structure);
  const { account, login, password } = await aTechnicalAccountOf(ctx, structure, {
    expiresAt: new Date("2026-01-06T09:00:00Z"),
  });
  const { secretId } = await aTechnicalPasswordOf(ctx, account);
  ctx.moveTo("2026-01-06T09:00:00Z");
  const token = aTokenOf(ctx, { technicalAccountId: account.id, secretId });
  const shown = { login, password, origin: "192.0.2.1" };
  ctx.queries();
  expect(await authenticateCall(ctx, { ...bearing(token), shown })).toEqual({ kind: "password-expired" });
  expect(ctx.queries()).toBe(1);
  expect(await ctx.db.$count(auditEvents)).toBe(0);
  expect(await authenticateCall(ctx, { ...bearing(token), shown: { ...shown, password: "wrong" } })).toEqual({
    kind: "account-header",
    slowDown: 0,
  });
});

test("R-1012, SEC-79 · a wrong header is answered slower and slower, and never stands in the owner's way", async () => {
  const { ctx, called, login, password } = await aCall();
  const waits = [];
  for (let turn = 0; turn < 22; turn++) {
    const outcome = await called({ login, password: "wrong" });
    waits.push(outcome.kind === "account-header" && outcome.slowDown);
  }
  expect(waits).toEqual([0, 0, 0, 250, 500, 1000, 2000, ...Array(15).fill(4000)]);
  expect(await called({ login, password: "wrong" }, "198.51.100.7")).toMatchObject({ slowDown: 0 });
  ctx.queries();
  expect(await called({ login, password })).toMatchObject({ kind: "caller", caller: { budget: { remaining: 59 } } });
  expect(ctx.queries()).toBe(1);
});

test("R-1012 · wrong headers and wrong passwords at the token endpoint are counted together", async () => {
  const { ctx, called, login } = await aCall();
  for (let turn = 0; turn < 3; turn++) await authenticateClient(ctx, { login, password: "wrong", origin: "192.0.2.1" });
  expect(await called({ login, password: "wrong" })).toMatchObject({ slowDown: 250 });
});

test("R-1201 · each wrong header leaves a line with its origin, a flood of them does not", async () => {
  const { ctx, called, login, technicalAccountId } = await aCall();
  for (let turn = 0; turn < 22; turn++) await called({ login, password: "wrong" });
  const lines = await ctx.db.select().from(auditEvents);
  expect(lines).toHaveLength(20);
  expect(lines[0]).toMatchObject({
    kind: "technical-authentication-failed",
    targetId: technicalAccountId,
    facts: { technicalAccountId, reason: "header" },
  });
  const personal = await ctx.db.select().from(auditPersonalValues);
  expect(new Set(personal.map(({ origin }) => origin))).toEqual(new Set(["192.0.2.1"]));
});

async function aCall() {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  await aManagerOf(ctx, structure);
  const { token, login, password, technicalAccountId } = await aCallerOf(ctx, structure);
  const called = (shown: { login: string; password: string }, origin = "192.0.2.1") =>
    authenticateCall(ctx, { ...bearing(token), shown: { ...shown, origin } });
  return { ctx, called, login, password, technicalAccountId };
}
