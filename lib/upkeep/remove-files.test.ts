import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { documents } from "@/drizzle/schema/document";
import { type TestContext, testContext } from "@/lib/testing/context";
import { anAccount } from "@/lib/testing/people";
import { PartlyDone } from "./job";
import { countErasedFiles, removeErasedFiles } from "./remove-erased-files";

async function aFileOf(ctx: TestContext, status: "active" | "erased"): Promise<string> {
  const { id: accountId } = await anAccount(ctx);
  const storageKey = `documents/${ctx.id()}`;
  await ctx.storage.put(storageKey, new Uint8Array([1, 2, 3]), "application/pdf");
  const file = { label: "-", fileName: "-", mediaType: "application/pdf", size: 3, storageKey };
  await ctx.db
    .insert(documents)
    .values({ ...file, id: ctx.id(), accountId, type: "other", addedBy: accountId, addedAt: ctx.now() });
  await ctx.db.update(accounts).set({ status }).where(eq(accounts.id, accountId));
  return storageKey;
}

test("R-508 · the files of an erased account leave the storage, nobody else's; a second run changes nothing", async () => {
  const ctx = await testContext();
  const [kept, gone] = [await aFileOf(ctx, "active"), await aFileOf(ctx, "erased")];
  expect(await countErasedFiles(ctx)).toBe(1);
  expect(await removeErasedFiles(ctx)).toBe(1);
  expect([(await ctx.storage.get(kept)).kind, (await ctx.storage.get(gone)).kind]).toEqual(["found", "missing"]);
  expect(await ctx.db.select().from(documents)).toMatchObject([{ storageKey: kept }]);
  expect(await countErasedFiles(ctx)).toBe(0);
  expect(await removeErasedFiles(ctx)).toBe(0);
});

test("SEC-18 · a storage that is down fails the job and loses no file; the next run takes them up", async () => {
  const ctx = await testContext();
  await aFileOf(ctx, "erased");
  const { storage } = ctx;
  ctx.storage = { ...storage, remove: async () => ({ kind: "unavailable" }) };
  await expect(removeErasedFiles(ctx)).rejects.toEqual(new PartlyDone(0));
  expect(await countErasedFiles(ctx)).toBe(1);
  ctx.storage = storage;
  expect(await removeErasedFiles(ctx)).toBe(1);
});
