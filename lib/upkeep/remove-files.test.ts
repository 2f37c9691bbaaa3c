import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { documents, objectsToRemove } from "@/drizzle/schema/document";
import { closeAccount } from "@/lib/departure/close-account";
import { eraseAccount } from "@/lib/departure/erase-account";
import { addDocument } from "@/lib/document/add-document";
import { removeDocument } from "@/lib/document/remove-document";
import { type TestContext, testContext } from "@/lib/testing/context";
import { aPdf } from "@/lib/testing/files";
import { anAccount, aSessionOf } from "@/lib/testing/people";
import { PartlyDone } from "./job";
import { countFilesToRemove, removeFiles } from "./remove-files";

async function aFileOf(ctx: TestContext) {
  const account = await anAccount(ctx);
  const { actor } = await aSessionOf(ctx, account);
  const file = { type: "other" as const, label: "Une pièce", fileName: "piece.pdf", bytes: await aPdf() };
  const added = await addDocument(ctx, actor, file);
  if (added.kind !== "added") throw new Error(added.kind);
  const [row] = await ctx.db.select().from(documents).where(eq(documents.id, added.documentId));
  return { account, actor, file, documentId: added.documentId, key: row?.storageKey ?? "" };
}

async function erase(ctx: TestContext, accountId: string) {
  await closeAccount(ctx, { accountId, cause: "own-wish", actorId: accountId, reason: null, eraseOn: null });
  expect(await eraseAccount(ctx, { accountId, cause: "retention" })).toEqual({ kind: "erased" });
}

const isThere = async (ctx: TestContext, key: string) => (await ctx.storage.get(key)).kind === "found";

test("R-508 · the files of an erased account leave the storage, nobody else's; a second run changes nothing", async () => {
  const ctx = await testContext();
  const [kept, gone] = [await aFileOf(ctx), await aFileOf(ctx)];
  await erase(ctx, gone.account.id);
  expect([await isThere(ctx, kept.key), await isThere(ctx, gone.key)]).toEqual([true, true]);
  expect(await countFilesToRemove(ctx)).toBe(1);
  expect(await removeFiles(ctx)).toBe(1);
  expect([await isThere(ctx, kept.key), await isThere(ctx, gone.key)]).toEqual([true, false]);
  expect(await ctx.db.select().from(documents)).toMatchObject([{ storageKey: kept.key }]);
  expect(await countFilesToRemove(ctx)).toBe(0);
  expect(await removeFiles(ctx)).toBe(0);
});

test("SEC-18 · a storage that is down fails the job and loses no file; the next run takes them up", async () => {
  const ctx = await testContext();
  const { account, key } = await aFileOf(ctx);
  await erase(ctx, account.id);
  const { storage } = ctx;
  ctx.storage = { ...storage, remove: async () => ({ kind: "unavailable" }) };
  await expect(removeFiles(ctx)).rejects.toEqual(new PartlyDone(0));
  expect(await countFilesToRemove(ctx)).toBe(1);
  ctx.storage = storage;
  // It was deleted, but nobody could write so down: gone already is gone.
  await storage.remove(key);
  expect(await removeFiles(ctx)).toBe(1);
  expect(await ctx.db.$count(objectsToRemove)).toBe(0);
});

test("R-508, SEC-98 · a document that was removed while the storage was down leaves it with the next run", async () => {
  const ctx = await testContext();
  const { actor, documentId, key } = await aFileOf(ctx);
  const { storage } = ctx;
  ctx.storage = { ...storage, remove: async () => ({ kind: "unavailable" }) };
  expect(await removeDocument(ctx, actor, { documentId })).toEqual({ kind: "removed" });
  ctx.storage = storage;
  expect(await isThere(ctx, key)).toBe(true);
  expect(await removeFiles(ctx)).toBe(1);
  expect(await isThere(ctx, key)).toBe(false);
});

test("SEC-98 · a file whose process died before its row was written is removed an hour later, not sooner", async () => {
  const ctx = await testContext({ now: "2026-01-05T09:00:00Z" });
  const { actor, file, key: kept } = await aFileOf(ctx);
  let left = "";
  const { storage } = ctx;
  const dying = {
    ...ctx,
    storage: {
      ...storage,
      put: async (...object: Parameters<typeof storage.put>) => {
        [left] = object;
        await storage.put(...object);
        throw new Error("killed");
      },
    },
  };
  await expect(addDocument(dying, actor, file)).rejects.toThrow("killed");
  ctx.moveTo("2026-01-05T09:59:59Z");
  expect([await countFilesToRemove(ctx), await removeFiles(ctx), await isThere(ctx, left)]).toEqual([0, 0, true]);
  ctx.moveTo("2026-01-05T10:00:00Z");
  expect([await countFilesToRemove(ctx), await removeFiles(ctx), await isThere(ctx, left)]).toEqual([1, 1, false]);
  expect(await isThere(ctx, kept)).toBe(true);
});

test("SEC-98 · two hundred files that cannot be removed keep no other waiting for ever", async () => {
  const ctx = await testContext();
  const stuck = Array.from({ length: 200 }, () => ({ key: `documents/${ctx.id()}`, dueAt: new Date("2026-01-01") }));
  const free = { key: `documents/${ctx.id()}`, dueAt: new Date("2026-01-02") };
  await ctx.db.insert(objectsToRemove).values([...stuck, free]);
  const { remove } = ctx.storage;
  ctx.storage.remove = async (key) => (key === free.key ? remove(key) : { kind: "unavailable" });
  await expect(removeFiles(ctx)).rejects.toEqual(new PartlyDone(0));
  await expect(removeFiles(ctx)).rejects.toEqual(new PartlyDone(1));
  expect(await ctx.db.$count(objectsToRemove)).toBe(200);
});
