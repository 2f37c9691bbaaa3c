import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { structures } from "@/drizzle/schema/structure";
import { inTransaction } from "@/lib/platform/context";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, aPendingRequest, aStructure } from "@/lib/testing/people";
import { holdStructuresOf } from "./hold-structures-of";

test("SEC-65 · every structure a person is tied to is held until the end, in one statement; others are not", async () => {
  const ctx = await testContext();
  const led = await aStructure(ctx);
  const asked = await aStructure(ctx);
  const suspended = await aStructure(ctx);
  const left = await aStructure(ctx);
  const foreign = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, led);
  await aPendingRequest(ctx, asked, { account });
  await aMemberOf(ctx, suspended, { account, status: "suspended" });
  await aMemberOf(ctx, left, { account, status: "ended", workspaces: [] });
  await inTransaction(ctx, async (tx) => {
    ctx.queries();
    await holdStructuresOf(tx, account.id);
    expect(ctx.queries()).toBe(1);
    const free = await ctx.db.select({ id: structures.id }).from(structures).for("no key update", { skipLocked: true });
    expect(free.map(({ id }) => id).sort()).toEqual([left.id, foreign.id].sort());
    // Rows that name the structure need not wait.
    await ctx.db.execute(sql`select from structures where id = ${led.id} for key share nowait`);
  });
  const free = await ctx.db
    .select({ id: structures.id })
    .from(structures)
    .where(eq(structures.id, led.id))
    .for("no key update", { skipLocked: true });
  expect(free).toHaveLength(1);
});
