import { expect, test } from "vitest";
import type { Db } from "@/lib/platform/database";
import { contextOn } from "@/lib/testing/context";
import { numberedPage } from "./numbered-page";

// No query runs here: only the settings of the context are read.
const ctx = contextOn(null as unknown as Db);
const scope = { technicalAccountId: "one", endpoint: "list", filter: [] };

async function allPages(total: number, limit: number): Promise<number[][]> {
  const pages: number[][] = [];
  let cursor: string | undefined;
  for (;;) {
    const outcome = await numberedPage(ctx, scope, {
      cursor,
      limit,
      find: async (page) => ({
        total,
        items: Array.from({ length: total }, (_, place) => place).slice((page - 1) * limit, page * limit),
      }),
    });
    if (outcome.kind !== "answer") throw new Error(outcome.kind);
    pages.push(outcome.body.items);
    if (outcome.body.nextCursor === null) return pages;
    cursor = outcome.body.nextCursor;
  }
}

test("R-1012 · pages go to the last line and no further", async () => {
  expect(await allPages(0, 2)).toEqual([[]]);
  expect(await allPages(2, 2)).toEqual([[0, 1]]);
  expect(await allPages(3, 2)).toEqual([[0, 1], [2]]);
  expect(await allPages(4, 2)).toEqual([
    [0, 1],
    [2, 3],
  ]);
});

test("a page that is gone is empty, whatever the query shows in its place", async () => {
  const first = await numberedPage(ctx, scope, {
    cursor: undefined,
    limit: 1,
    find: async () => ({ total: 2, items: ["a"] }),
  });
  const cursor = first.kind === "answer" ? (first.body.nextCursor ?? undefined) : undefined;
  const gone = await numberedPage(ctx, scope, { cursor, limit: 1, find: async () => ({ total: 1, items: ["a"] }) });
  expect(cursor).toBeDefined();
  expect(gone).toEqual({ kind: "answer", body: { items: [], nextCursor: null } });
});

test("SEC-84 · a made-up cursor finds nothing", async () => {
  const find = () => Promise.reject(new Error("asked all the same"));
  expect(await numberedPage(ctx, scope, { cursor: "Mg.abc", limit: 1, find })).toEqual({ kind: "wrong-cursor" });
});
