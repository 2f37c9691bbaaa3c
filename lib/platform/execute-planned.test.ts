import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { throttleCounters } from "@/drizzle/schema/account";
import { testContext } from "@/lib/testing/context";
import { inTransaction } from "./context";
import { executePlanned } from "./execute-planned";

const usedOf = (key: string) => sql`select used from throttle_counters where key = ${key}`;

test("SEC-104 · a statement is planned once a connection, answers each value anew, and sees what its transaction wrote", async () => {
  const ctx = await testContext();
  await ctx.db.insert(throttleCounters).values({ key: "a", used: 1, windowEndsAt: ctx.now() });
  expect(await executePlanned(ctx, usedOf("a"))).toEqual([{ used: 1 }]);
  expect(await executePlanned(ctx, usedOf("b"))).toEqual([]);
  await inTransaction(ctx, async (tx) => {
    await tx.db.insert(throttleCounters).values({ key: "b", used: 2, windowEndsAt: ctx.now() });
    for (const key of ["a", "b", "b"]) await executePlanned(tx, usedOf(key));
    expect(await executePlanned(tx, usedOf("b"))).toEqual([{ used: 2 }]);
    const { rows } = await tx.db.execute(sql`select statement from pg_prepared_statements`);
    expect(rows).toEqual([{ statement: "select used from throttle_counters where key = $1" }]);
  });
});

test("SEC-104 · two statements keep apart, and one that fails leaves its connection of use", async () => {
  const ctx = await testContext();
  await inTransaction(ctx, async (tx) => {
    expect(await executePlanned(tx, sql`select ${1}::int as one`)).toEqual([{ one: 1 }]);
    expect(await executePlanned(tx, sql`select ${1}::int as two`)).toEqual([{ two: 1 }]);
  });
  const broken = (divisor: number) => executePlanned(ctx, sql`select 1 / ${divisor}::int as part`);
  await expect(broken(0)).rejects.toThrow();
  expect(await broken(1)).toEqual([{ part: 1 }]);
});
