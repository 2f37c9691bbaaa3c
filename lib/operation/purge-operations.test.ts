import { expect, test } from "vitest";
import { operationRows, operations } from "@/drizzle/schema/operation";
import { KEPT_FILE } from "@/lib/invitation/kept-file";
import { testContext } from "@/lib/testing/context";
import { anAccount } from "@/lib/testing/people";
import { purgeOperations } from "./purge-operations";

test("SEC-98 · a file goes after two hours, an operation with its rows after thirty days; a second run does nothing", async () => {
  const { ctx, add, left } = await aStore();
  ctx.moveTo("2026-02-05T09:00:00Z");
  await add("file-now", { kind: KEPT_FILE, createdAt: "2026-02-05T07:00:01Z", finished: true });
  await add("file-old", { kind: KEPT_FILE, createdAt: "2026-02-05T07:00:00Z", finished: true });
  await add("young", { createdAt: "2026-01-06T09:00:01Z", finished: true });
  await add("old", { createdAt: "2026-01-06T09:00:00Z", finished: true });
  await add("forgotten", { createdAt: "2026-01-01T09:00:00Z", finished: false });
  ctx.queries();
  expect(await purgeOperations(ctx)).toEqual({ purgedFiles: 1, purgedOperations: 2 });
  expect(ctx.queries()).toBe(1);
  expect(await left()).toEqual(["file-now", "young"]);
  expect(await ctx.db.$count(operationRows)).toBe(2);
  expect(await purgeOperations(ctx)).toEqual({ purgedFiles: 0, purgedOperations: 0 });
});

test("SEC-98 · two runs at once delete each of them once; one that somebody is at is left for later", async () => {
  const { ctx, add, left } = await aStore();
  ctx.moveTo("2026-02-05T09:00:00Z");
  await add("old", { createdAt: "2026-01-01T09:00:00Z", finished: true });
  await add("resumed", { createdAt: "2026-01-01T09:00:00Z", finished: false, leasedUntil: "2026-02-05T09:00:01Z" });
  const runs = await Promise.all([1, 2].map(() => purgeOperations(ctx)));
  expect(runs.map(({ purgedOperations }) => purgedOperations).toSorted()).toEqual([0, 1]);
  expect(await left()).toEqual(["resumed"]);
  ctx.moveTo("2026-02-05T10:00:00Z");
  expect(await purgeOperations(ctx)).toEqual({ purgedFiles: 0, purgedOperations: 1 });
});

async function aStore() {
  const ctx = await testContext();
  const { id: accountId } = await anAccount(ctx);
  async function add(
    name: string,
    given: { kind?: string; createdAt: string; finished: boolean; leasedUntil?: string },
  ): Promise<void> {
    const createdAt = new Date(given.createdAt);
    const id = ctx.id();
    await ctx.db.insert(operations).values({
      id,
      accountId,
      kind: given.kind ?? "attachments-approve",
      request: {},
      returnPath: `/${name}`,
      total: 1,
      createdAt,
      finishedAt: given.finished ? createdAt : null,
      leasedUntil: given.leasedUntil ? new Date(given.leasedUntil) : null,
    });
    await ctx.db.insert(operationRows).values({ operationId: id, position: 1, target: {}, label: name });
  }
  const left = async () => (await ctx.db.select().from(operations)).map(({ returnPath }) => returnPath.slice(1)).sort();
  return { ctx, add, left };
}
