import { expect, test } from "vitest";
import { objectsToRemove } from "@/drizzle/schema/document";
import { testContext } from "@/lib/testing/context";
import { removeObject } from "./remove-object";

test("SEC-98 · a file that is due goes once; one that nobody gave up stays", async () => {
  const ctx = await testContext();
  const [due, kept] = [`documents/${ctx.id()}`, `documents/${ctx.id()}`];
  for (const key of [due, kept]) await ctx.storage.put(key, new Uint8Array([1]), "application/pdf");
  await ctx.db.insert(objectsToRemove).values({ key: due, dueAt: ctx.now() });
  expect(await removeObject(ctx, due)).toEqual({ kind: "removed" });
  expect(await removeObject(ctx, due)).toEqual({ kind: "not-due" });
  expect(await removeObject(ctx, kept)).toEqual({ kind: "not-due" });
  expect([(await ctx.storage.get(due)).kind, (await ctx.storage.get(kept)).kind]).toEqual(["missing", "found"]);
});

test("SEC-18 · what a storage that is down keeps stays due, behind the others", async () => {
  const ctx = await testContext();
  const key = `documents/${ctx.id()}`;
  await ctx.db.insert(objectsToRemove).values({ key, dueAt: ctx.now() });
  ctx.moveTo("2026-01-06T09:00:00Z");
  ctx.storage.remove = async () => ({ kind: "unavailable" });
  expect(await removeObject(ctx, key)).toEqual({ kind: "kept" });
  expect(await ctx.db.select().from(objectsToRemove)).toEqual([{ key, dueAt: ctx.now() }]);
});
