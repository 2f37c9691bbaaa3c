import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { attachments } from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { documents, objectsToRemove } from "@/drizzle/schema/document";
import { structures } from "@/drizzle/schema/structure";
import { permitFor } from "@/lib/attachment/permit-for";
import { type TestContext, testContext } from "@/lib/testing/context";
import { aPdf, aPng } from "@/lib/testing/files";
import { aManagerOf, anAccount, aSessionOf, aStructure, DEACTIVATED } from "@/lib/testing/people";
import { untilOneWaits } from "@/lib/testing/until-one-waits";
import { addDocument } from "./add-document";
import { removeObject } from "./remove-object";

const rib = async () => ({
  type: "bank-details" as const,
  label: "RIB principal",
  fileName: "../RIB.pdf",
  bytes: await aPdf(),
});

test("R-820 · a manager adds a file: it is kept under a name of its own, and the act is written down", async () => {
  const { ctx, permit, stored } = await aSheet();
  const file = await rib();
  ctx.queries();
  const outcome = await addDocument(ctx, permit, file);
  // The key, begin, two to hold the structure, the count, the key again, the row, what is told, commit.
  expect(ctx.queries()).toBe(9);
  expect(outcome).toMatchObject({ kind: "added" });

  const [row] = await ctx.db.select().from(documents);
  expect(row).toMatchObject({
    structureId: permit.structureId,
    accountId: null,
    type: "bank-details",
    label: "RIB principal",
    fileName: "RIB.pdf",
    mediaType: "application/pdf",
    size: file.bytes.length,
    addedBy: permit.holder.accountId,
    addedAt: ctx.now(),
  });
  expect(row?.storageKey).not.toContain(row?.id);
  expect(stored).toEqual([row?.storageKey]);
  expect(await ctx.db.$count(objectsToRemove)).toBe(0);
  const object = await ctx.storage.get(row?.storageKey ?? "");
  expect(object.kind === "found" && Buffer.from(object.bytes).equals(file.bytes)).toBe(true);
  expect(await ctx.db.select().from(auditEvents)).toMatchObject([
    {
      kind: "document-added",
      actorId: permit.holder.accountId,
      targetId: row?.id,
      facts: { structureId: permit.structureId, type: "bank-details", mediaType: "application/pdf" },
    },
  ]);
});

test("SEC-93 · a file that is refused leaves nothing, neither a row nor an object", async () => {
  const { ctx, permit, stored } = await aSheet();
  const file = await rib();
  expect(await addDocument(ctx, permit, { ...file, bytes: Buffer.from("<svg/>") })).toEqual({
    kind: "refused",
    reason: "unknown-type",
  });
  expect(await addDocument(ctx, permit, { ...file, bytes: aPng() })).toEqual({ kind: "refused", reason: "misnamed" });
  expect(stored).toEqual([]);
  expect(await ctx.db.select().from(documents)).toEqual([]);
  expect(await ctx.db.select().from(auditEvents)).toEqual([]);
});

test("R-820 · of 25 files added at once, 20 are kept, and no object is left without its row", async () => {
  const { ctx, permit, stored } = await aSheet();
  const file = await rib();
  const outcomes = await Promise.all(Array.from({ length: 25 }, () => addDocument(ctx, permit, file)));
  expect(outcomes.filter(({ kind }) => kind === "added")).toHaveLength(20);
  expect(outcomes.filter(({ kind }) => kind === "too-many")).toHaveLength(5);
  const rows = await ctx.db.select().from(documents);
  expect(rows.map(({ storageKey }) => storageKey).sort()).toEqual(stored.toSorted());
});

test("SEC-67 · who lost the right between the page and the send adds nothing", async () => {
  const { ctx, permit, stored } = await aSheet();
  await ctx.db.update(structures).set({ managerVacantSince: ctx.now() });
  await ctx.db.update(attachments).set({ role: "member" });
  expect(await addDocument(ctx, permit, await rib())).toEqual({ kind: "not-permitted" });
  expect(stored).toEqual([]);
});

test("R-820 · a storage that is down keeps nothing and says so", async () => {
  const { ctx, permit } = await aSheet();
  ctx.storage.put = async () => ({ kind: "unavailable" });
  expect(await addDocument(ctx, permit, await rib())).toEqual({ kind: "storage-unavailable" });
  expect(await ctx.db.select().from(documents)).toEqual([]);
});

test("R-820 · a row that cannot be written takes its object back", async () => {
  const { ctx, permit, stored } = await aSheet();
  await expect(addDocument(ctx, permit, { ...(await rib()), label: "\0" })).rejects.toThrow();
  expect(stored).toEqual([]);
  expect(await ctx.db.$count(objectsToRemove)).toBe(0);
});

test("R-820 · a row that was written keeps its object, even where the answer to its commit was lost", async () => {
  const { ctx, permit, stored } = await aSheet();
  const db: typeof ctx.db = Object.create(ctx.db);
  db.transaction = async (work) => {
    await ctx.db.transaction(work);
    throw new Error("connection lost");
  };
  await expect(addDocument({ ...ctx, db }, permit, await rib())).rejects.toThrow("connection lost");
  const [row] = await ctx.db.select().from(documents);
  expect(stored).toEqual([row?.storageKey]);
  expect(await ctx.storage.get(row?.storageKey ?? "")).toMatchObject({ kind: "found" });
});

test("R-820 · a row that is still being committed when its sender gives up keeps its object", async () => {
  const { ctx, permit, stored } = await aSheet();
  const db: typeof ctx.db = Object.create(ctx.db);
  let committing: Promise<unknown> = Promise.resolve();
  db.transaction = (work) =>
    new Promise((_, giveUp) => {
      committing = ctx.db.transaction(async (tx) => {
        const result = await work(tx);
        giveUp(new Error("connection lost"));
        await untilOneWaits(ctx);
        return result;
      });
    });
  await expect(addDocument({ ...ctx, db }, permit, await rib())).rejects.toThrow("connection lost");
  await committing;
  const [row] = await ctx.db.select().from(documents);
  expect(stored).toEqual([row?.storageKey]);
});

test("R-820 · an upload that ends after its file was given up keeps no row without an object", async () => {
  const { ctx, permit } = await aSheet();
  const { put } = ctx.storage;
  ctx.storage.put = async (...object) => {
    const outcome = await put(...object);
    await removeObject(ctx, object[0]);
    return outcome;
  };
  expect(await addDocument(ctx, permit, await rib())).toEqual({ kind: "storage-unavailable" });
  expect(await ctx.db.$count(documents)).toBe(0);
});

test("R-607, SEC-61 · a person keeps twenty files of his own, apart from those of his structures and of anybody else", async () => {
  const { ctx, permit, actor, stored } = await aSheet();
  const stranger = (await aSessionOf(ctx, await anAccount(ctx))).actor;
  const file = await rib();
  await addDocument(ctx, permit, file);
  await addDocument(ctx, stranger, file);
  const outcomes = await Promise.all(Array.from({ length: 25 }, () => addDocument(ctx, actor, file)));
  expect(outcomes.filter(({ kind }) => kind === "added")).toHaveLength(20);
  expect(outcomes.filter(({ kind }) => kind === "too-many")).toHaveLength(5);
  expect(stored).toHaveLength(22);
  const own = (await ctx.db.select().from(documents)).filter(({ accountId }) => accountId === actor.accountId);
  expect(own).toHaveLength(20);
  expect(own[0]).toMatchObject({ structureId: null, fileName: "RIB.pdf", addedBy: actor.accountId });
  const events = await ctx.db
    .select()
    .from(auditEvents)
    .where(eq(auditEvents.targetId, own[0]?.id ?? ""));
  expect(events).toMatchObject([
    { kind: "document-added", actorId: actor.accountId, facts: { structureId: null, type: "bank-details" } },
  ]);
  // Full for himself, he still adds to his structure, and it to itself.
  expect((await addDocument(ctx, permit, file)).kind).toBe("added");
});

test("SEC-93, R-501 · a file for oneself is looked into like any other; a closed account keeps none", async () => {
  const { ctx, actor, stored } = await aSheet();
  const file = await rib();
  expect(await addDocument(ctx, actor, { ...file, bytes: Buffer.from("<svg/>") })).toEqual({
    kind: "refused",
    reason: "unknown-type",
  });
  await ctx.db.update(accounts).set(DEACTIVATED);
  expect(await addDocument(ctx, actor, file)).toEqual({ kind: "not-permitted" });
  expect(stored).toEqual([]);
});

async function aSheet() {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, structure);
  const { actor } = await aSessionOf(ctx, account);
  const permit = permitFor(actor, structure.id, "edit-sheet");
  if (!permit) throw new Error("no permit");
  return { ctx, permit, actor, stored: watched(ctx) };
}

/** The keys that are in the storage. */
function watched(ctx: TestContext): string[] {
  const keys: string[] = [];
  const { put, remove } = ctx.storage;
  ctx.storage.put = (key, ...object) => {
    keys.push(key);
    return put(key, ...object);
  };
  ctx.storage.remove = (key) => {
    keys.splice(keys.indexOf(key), 1);
    return remove(key);
  };
  return keys;
}
