import { expect, test } from "vitest";
import { knownDevices } from "@/drizzle/schema/account";
import { testContext } from "@/lib/testing/context";
import { anAccount } from "@/lib/testing/people";
import { rememberDevice } from "./remember-device";
import { secretHash } from "./session";

test("SEC-40 · a browser is known by a secret that the database holds hashed only", async () => {
  const ctx = await testContext();
  const { id } = await anAccount(ctx);
  const secret = await rememberDevice(ctx, id, null);
  const [device] = await ctx.db.select().from(knownDevices);
  expect(device).toEqual({ accountId: id, deviceHash: secretHash(secret), lastUsedAt: ctx.now() });
  expect(JSON.stringify(device)).not.toContain(secret);
});

test("SEC-40 · a browser that comes back keeps its secret and is noted as used now", async () => {
  const ctx = await testContext({ now: "2026-01-05T09:00:00Z" });
  const { id } = await anAccount(ctx);
  const secret = await rememberDevice(ctx, id, null);
  ctx.moveTo("2026-02-05T09:00:00Z");
  expect(await rememberDevice(ctx, id, secret)).toBe(secret);
  const devices = await ctx.db.select().from(knownDevices);
  expect(devices.map(({ lastUsedAt }) => lastUsedAt)).toEqual([ctx.now()]);
});
