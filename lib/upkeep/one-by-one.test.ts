import { expect, test } from "vitest";
import { throttleCounters } from "@/drizzle/schema/account";
import { inTransaction } from "@/lib/platform/context";
import { countUse } from "@/lib/platform/throttle";
import { testContext } from "@/lib/testing/context";
import { PartlyDone } from "./job";
import { oneByOne } from "./one-by-one";

test("SEC-97 · an item that fails leaves nothing behind and loses no other one; how many were treated is told", async () => {
  const ctx = await testContext();
  const run = oneByOne(ctx, ["a", "broken", "done already", "b"], (ctx, item) =>
    inTransaction(ctx, async (tx) => {
      if (item === "done already") return false;
      await countUse(tx, [{ key: item, limit: 1, window: 60 }]);
      if (item === "broken") throw new Error("the process dies here");
      return true;
    }),
  );
  await expect(run).rejects.toEqual(new PartlyDone(2));
  const rows = await ctx.db.select().from(throttleCounters);
  expect(rows.map(({ key }) => key).sort()).toEqual(["a", "b"]);
});
