import { expect, test } from "vitest";
import { knownDevices, sessions } from "@/drizzle/schema/account";
import { testContext } from "@/lib/testing/context";
import { anAccount } from "@/lib/testing/people";
import { openSession } from "./open-session";
import { rememberDevice } from "./remember-device";
import { secretHash } from "./session";

test("SEC-42 · a session's secret is 256 bits, new each time, and only its hash is stored", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  const browser = { origin: "192.0.2.1", userAgent: "x".repeat(1000) };
  const [one, other] = [await openSession(ctx, account.id, browser), await openSession(ctx, account.id, browser)];
  expect(one.secret).not.toBe(other.secret);
  expect(Buffer.from(one.secret, "base64url")).toHaveLength(32);

  const rows = await ctx.db.select().from(sessions);
  expect(JSON.stringify(rows)).not.toContain(one.secret);
  expect(rows.map(({ secretHash }) => secretHash).sort()).toEqual(
    [one, other].map(({ secret }) => secretHash(secret)).sort(),
  );
  expect(rows[0]).toMatchObject({ accountId: account.id, origin: "192.0.2.1", createdAt: ctx.now(), endedAt: null });
  expect(rows[0]?.userAgent).toHaveLength(300);
});

test("SEC-40 · a browser that is remembered keeps its secret, of which only the hash is stored", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  const secret = await rememberDevice(ctx, account.id, null);
  ctx.moveTo("2026-02-01T09:00:00Z");
  expect(await rememberDevice(ctx, account.id, secret)).toBe(secret);
  expect(await ctx.db.select().from(knownDevices)).toEqual([
    { accountId: account.id, deviceHash: secretHash(secret), lastUsedAt: ctx.now() },
  ]);
});
