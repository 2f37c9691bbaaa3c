import { expect, test } from "vitest";
import { auditEvents } from "@/drizzle/schema/audit";
import { documents, objectsToRemove } from "@/drizzle/schema/document";
import { permitFor } from "@/lib/attachment/permit-for";
import { testContext } from "@/lib/testing/context";
import { aPdf } from "@/lib/testing/files";
import { aManagerOf, anAccount, aSessionOf, aStructure } from "@/lib/testing/people";
import { addDocument } from "./add-document";
import { removeDocument } from "./remove-document";

test("R-820 · a manager removes a document: its row, its object, and a line of the audit", async () => {
  const { ctx, permit, documentId, storageKey } = await aDocument();
  expect(await removeDocument(ctx, permit, { documentId })).toEqual({ kind: "removed" });
  expect(await ctx.db.select().from(documents)).toEqual([]);
  expect(await ctx.storage.get(storageKey)).toEqual({ kind: "missing" });
  expect(await ctx.db.$count(objectsToRemove)).toBe(0);
  expect((await ctx.db.select().from(auditEvents)).at(-1)).toMatchObject({
    kind: "document-removed",
    actorId: permit.holder.accountId,
    targetId: documentId,
    facts: { structureId: permit.structureId, type: "other" },
  });
});

test("R-820, SEC-98 · a storage that is down does not keep a person from removing a document: its file goes later", async () => {
  const { ctx, permit, documentId, storageKey } = await aDocument();
  ctx.storage.remove = async () => ({ kind: "unavailable" });
  expect(await removeDocument(ctx, permit, { documentId })).toEqual({ kind: "removed" });
  expect(await ctx.db.select().from(objectsToRemove)).toEqual([{ key: storageKey, dueAt: ctx.now() }]);
});

test("SEC-66 · removed twice at once, it is removed once", async () => {
  const { ctx, permit, documentId } = await aDocument();
  const outcomes = await Promise.all([1, 2, 3].map(() => removeDocument(ctx, permit, { documentId })));
  expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["not-found", "not-found", "removed"]);
});

test("SEC-61 · another structure's document is like none at all", async () => {
  const { ctx, documentId } = await aDocument();
  const other = await aStructure(ctx);
  const { actor } = await aSessionOf(ctx, (await aManagerOf(ctx, other)).account);
  const permit = permitFor(actor, other.id, "edit-sheet");
  if (!permit) throw new Error("no permit");
  expect(await removeDocument(ctx, permit, { documentId })).toEqual({ kind: "not-found" });
  expect(await ctx.db.select().from(documents)).toHaveLength(1);
});

test("R-607, SEC-61 · a person removes his own documents, and nobody else's are there for him", async () => {
  const { ctx, documentId: ofStructure } = await aDocument();
  const owner = (await aSessionOf(ctx, await anAccount(ctx))).actor;
  const other = (await aSessionOf(ctx, await anAccount(ctx))).actor;
  const file = { type: "other", label: "Une pièce", fileName: "piece.pdf", bytes: await aPdf() } as const;
  const added = await addDocument(ctx, owner, file);
  const documentId = added.kind === "added" ? added.documentId : "";
  expect(await removeDocument(ctx, other, { documentId })).toEqual({ kind: "not-found" });
  expect(await removeDocument(ctx, owner, { documentId: ofStructure })).toEqual({ kind: "not-found" });
  expect(await removeDocument(ctx, owner, { documentId })).toEqual({ kind: "removed" });
  expect(await ctx.db.$count(documents)).toBe(1);
  expect((await ctx.db.select().from(auditEvents)).at(-1)).toMatchObject({
    kind: "document-removed",
    actorId: owner.accountId,
    facts: { structureId: null, type: "other" },
  });
});

async function aDocument() {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { actor } = await aSessionOf(ctx, (await aManagerOf(ctx, structure)).account);
  const permit = permitFor(actor, structure.id, "edit-sheet");
  if (!permit) throw new Error("no permit");
  const file = { type: "other" as const, label: "Statuts", fileName: "statuts.pdf", bytes: await aPdf() };
  const added = await addDocument(ctx, permit, file);
  if (added.kind !== "added") throw new Error(added.kind);
  const [row] = await ctx.db.select().from(documents);
  return { ctx, permit, documentId: added.documentId, storageKey: row?.storageKey ?? "" };
}
