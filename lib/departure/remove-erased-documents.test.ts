import { expect, test } from "vitest";
import { documents } from "@/drizzle/schema/document";
import type { Context } from "@/lib/platform/context";
import { type TestContext, testContext } from "@/lib/testing/context";
import { type Account, anAccount, DEACTIVATED } from "@/lib/testing/people";
import { eraseAccount } from "./erase-account";
import { removeErasedDocuments } from "./remove-erased-documents";

async function aDocumentOf(ctx: TestContext, { id: accountId }: Account): Promise<string> {
  const storageKey = `documents/${ctx.id()}`;
  await ctx.storage.put(storageKey, new Uint8Array([1, 2, 3]), "application/pdf");
  const said = { type: "other", label: "Pièce", fileName: "piece.pdf", mediaType: "application/pdf", size: 3 } as const;
  await ctx.db.insert(documents).values({ id: ctx.id(), accountId, ...said, storageKey, addedAt: ctx.now() });
  return storageKey;
}

test("R-508 · the files of erased accounts leave the storage, those of others stay; again changes nothing", async () => {
  const ctx = await testContext();
  const gone = await anAccount(ctx, DEACTIVATED);
  const resting = await anAccount(ctx, DEACTIVATED);
  const active = await anAccount(ctx);
  const keys = [await aDocumentOf(ctx, gone), await aDocumentOf(ctx, gone)];
  const kept = [await aDocumentOf(ctx, resting), await aDocumentOf(ctx, active)];
  await eraseAccount(ctx, { accountId: gone.id, cause: "retention" });
  expect(await removeErasedDocuments(ctx)).toEqual({ removed: 2, kept: 0 });
  for (const key of keys) expect(await ctx.storage.get(key)).toEqual({ kind: "missing" });
  for (const key of kept) expect(await ctx.storage.get(key)).toMatchObject({ kind: "found" });
  expect(await ctx.db.$count(documents)).toBe(2);
  expect(await removeErasedDocuments(ctx)).toEqual({ removed: 0, kept: 0 });
});

test("R-508, SEC-18 · a storage that is down keeps what it has: the row stays and the next call takes it up again", async () => {
  const ctx = await testContext();
  const gone = await anAccount(ctx, DEACTIVATED);
  const key = await aDocumentOf(ctx, gone);
  await eraseAccount(ctx, { accountId: gone.id, cause: "retention" });
  const down: Context = { ...ctx, storage: { ...ctx.storage, remove: async () => ({ kind: "unavailable" }) } };
  expect(await removeErasedDocuments(down)).toEqual({ removed: 0, kept: 1 });
  const [row] = await ctx.db.select().from(documents);
  expect(row).toMatchObject({ storageKey: key, label: "-", fileName: "-" });
  // It was deleted, but nobody could write so down: gone already is gone.
  await ctx.storage.remove(key);
  expect(await removeErasedDocuments(ctx)).toEqual({ removed: 1, kept: 0 });
  expect(await ctx.db.$count(documents)).toBe(0);
});
