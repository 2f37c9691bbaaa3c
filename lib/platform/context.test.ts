import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { throttleCounters } from "@/drizzle/schema/account";
import { testContext } from "@/lib/testing/context";
import { type Context, inTransaction } from "./context";

const lock = (tx: Context, key: string) =>
  tx.db.update(throttleCounters).set({ used: 1 }).where(eq(throttleCounters.key, key));

test("SEC-65 · of two acts that wait for each other one begins again, and both come about", async () => {
  const ctx = await testContext();
  const counter = { used: 0, windowEndsAt: ctx.now() };
  await ctx.db.insert(throttleCounters).values(["one", "other"].map((key) => ({ key, ...counter })));
  let begun = 0;
  let meet = () => {};
  const met = new Promise<void>((resolve) => {
    meet = resolve;
  });
  const act = (first: string, second: string) =>
    inTransaction(ctx, async (tx) => {
      await lock(tx, first);
      begun += 1;
      if (begun === 2) meet();
      await met;
      await lock(tx, second);
      return first;
    });
  expect(await Promise.all([act("one", "other"), act("other", "one")])).toEqual(["one", "other"]);
  expect(begun).toBe(3);
});

test("an act that fails for any other reason is not begun again", async () => {
  const ctx = await testContext();
  let begun = 0;
  const act = inTransaction(ctx, async () => {
    begun += 1;
    throw new Error("no");
  });
  await expect(act).rejects.toThrow("no");
  expect(begun).toBe(1);
});
