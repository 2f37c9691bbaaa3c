import { expect, test } from "vitest";
import { documents } from "@/drizzle/schema/document";
import { permitFor } from "@/lib/attachment/permit-for";
import { testContext } from "@/lib/testing/context";
import { aPdf } from "@/lib/testing/files";
import { type Account, aManagerOf, aMemberOf, anAccount, aSessionOf, aStructure } from "@/lib/testing/people";
import { addDocument } from "./add-document";
import type { DocumentType } from "./document";
import { findDocumentFile } from "./find-document-file";
import { findDocuments } from "./find-documents";

test("R-820 · everybody attached reads other documents; those about bank details are for managers (SEC-63)", async () => {
  const { ctx, asManager, asMember, add } = await aSheet();
  const other = await add("other", "statuts.pdf");
  const rib = await add("bank-details", "rib.pdf");

  expect(await findDocumentFile(ctx, asMember, { documentId: other })).toMatchObject({
    kind: "found",
    mediaType: "application/pdf",
    fileName: "statuts.pdf",
  });
  expect(await findDocumentFile(ctx, asMember, { documentId: rib })).toEqual({ kind: "not-found" });
  expect(await findDocumentFile(ctx, asManager, { documentId: rib })).toMatchObject({ kind: "found" });

  ctx.queries();
  expect(await findDocuments(ctx, asMember)).toMatchObject([{ documentId: other, extension: "pdf" }]);
  expect(ctx.queries()).toBe(1);
  expect((await findDocuments(ctx, asManager)).map(({ documentId }) => documentId).sort()).toEqual([other, rib].sort());
});

test("SEC-61 · another structure's document is like none at all", async () => {
  const { ctx, add } = await aSheet();
  const documentId = await add("other", "statuts.pdf");
  const foreign = await aSheet(ctx);
  expect(await findDocumentFile(ctx, foreign.asManager, { documentId })).toEqual({ kind: "not-found" });
  expect(await findDocuments(ctx, foreign.asManager)).toEqual([]);
});

test("R-820 · an object that was lost or cut is told from a storage that is down", async () => {
  const { ctx, asManager, add } = await aSheet();
  const documentId = await add("other", "statuts.pdf");
  const [row] = await ctx.db.select().from(documents);
  await ctx.storage.put(row?.storageKey ?? "", Buffer.from("half"), "application/pdf");
  expect(await findDocumentFile(ctx, asManager, { documentId })).toEqual({ kind: "object-missing" });
  await ctx.storage.remove(row?.storageKey ?? "");
  expect(await findDocumentFile(ctx, asManager, { documentId })).toEqual({ kind: "object-missing" });
  ctx.storage.get = async () => ({ kind: "unavailable" });
  expect(await findDocumentFile(ctx, asManager, { documentId })).toEqual({ kind: "storage-unavailable" });
});

test("R-607, SEC-61 · one's own document is read by oneself alone: not by a manager, not by support", async () => {
  const { ctx, asManager } = await aSheet();
  const owner = (await aSessionOf(ctx, await anAccount(ctx))).actor;
  const stranger = (await aSessionOf(ctx, await anAccount(ctx, { isAdministrator: true }))).actor;
  const file = { type: "bank-details", label: "Mon RIB", fileName: "rib.pdf", bytes: await aPdf() } as const;
  const added = await addDocument(ctx, owner, file);
  const documentId = added.kind === "added" ? added.documentId : "";
  // Bank details of a person are not hidden from himself.
  expect(await findDocuments(ctx, owner)).toMatchObject([{ documentId, label: "Mon RIB" }]);
  expect(await findDocumentFile(ctx, owner, { documentId })).toMatchObject({ kind: "found", fileName: "rib.pdf" });
  for (const other of [stranger, asManager]) {
    expect(await findDocuments(ctx, other)).toEqual([]);
    expect(await findDocumentFile(ctx, other, { documentId })).toEqual({ kind: "not-found" });
  }
});

test("R-607, SEC-61 · as a person nobody reaches the documents of his structures", async () => {
  const { ctx, add, manager } = await aSheet();
  const documentId = await add("other", "statuts.pdf");
  const { actor } = await aSessionOf(ctx, manager);
  expect(await findDocuments(ctx, actor)).toEqual([]);
  expect(await findDocumentFile(ctx, actor, { documentId })).toEqual({ kind: "not-found" });
});

async function aSheet(given?: Awaited<ReturnType<typeof testContext>>) {
  const ctx = given ?? (await testContext());
  const structure = await aStructure(ctx);
  const manager = (await aManagerOf(ctx, structure)).account;
  const member = (await aMemberOf(ctx, structure)).account;
  const permitOf = async (account: Account, right: "view-sheet" | "edit-sheet") => {
    const permit = permitFor((await aSessionOf(ctx, account)).actor, structure.id, right);
    if (!permit) throw new Error("no permit");
    return permit;
  };
  const asEditor = (await permitOf(manager, "edit-sheet")) as never;
  return {
    ctx,
    manager,
    asManager: (await permitOf(manager, "view-sheet")) as Parameters<typeof findDocuments>[1],
    asMember: (await permitOf(member, "view-sheet")) as Parameters<typeof findDocuments>[1],
    add: async (type: DocumentType, fileName: string) => {
      const added = await addDocument(ctx, asEditor, { type, label: "Une pièce", fileName, bytes: await aPdf() });
      if (added.kind !== "added") throw new Error(added.kind);
      return added.documentId;
    },
  };
}
