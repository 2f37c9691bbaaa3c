import { expect, test } from "vitest";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { testContext } from "@/lib/testing/context";
import { anAccount, DEACTIVATED } from "@/lib/testing/people";
import { askForReactivation } from "./ask-for-reactivation";

test("R-505, SEC-28 · one origin asks twenty times an hour, then meets M-60; another origin still gets through", async () => {
  const ctx = await testContext();
  const origin = "192.0.2.1";
  for (let n = 0; n < 20; n++) {
    const { id: accountId } = await anAccount(ctx, DEACTIVATED);
    expect(await askForReactivation(ctx, { accountId, origin })).toEqual({ kind: "link-sent" });
  }
  const { id: accountId } = await anAccount(ctx, DEACTIVATED);
  expect(await askForReactivation(ctx, { accountId, origin })).toEqual({ kind: "too-many-attempts" });
  expect(await ctx.db.$count(outboxMessages)).toBe(20);
  expect(await askForReactivation(ctx, { accountId, origin: "192.0.2.2" })).toEqual({ kind: "link-sent" });
  ctx.moveTo("2026-01-05T10:00:00Z");
  expect(await askForReactivation(ctx, { accountId, origin })).toEqual({ kind: "link-sent" });
});

test("R-501 · an account that came back meanwhile has nothing to ask for", async () => {
  const ctx = await testContext();
  const { id: accountId } = await anAccount(ctx);
  expect(await askForReactivation(ctx, { accountId, origin: "192.0.2.1" })).toEqual({ kind: "not-deactivated" });
});
