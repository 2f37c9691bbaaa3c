import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { attachmentDepartments, attachments, structureHistory } from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { departments } from "@/drizzle/schema/structure";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, aPendingRequest, aSessionOf, aStructure } from "@/lib/testing/people";
import { correctAttachmentRequest } from "./correct-attachment-request";

test("R-853 · while it waits, a person corrects the departments and the comment; its age and reminders stay", async () => {
  const { ctx, actor, attachment, sales, works } = await aWaitingPerson();
  const { id: attachmentId } = attachment;
  await correctAttachmentRequest(ctx, actor, { attachmentId, departmentIds: [sales], comment: "Bonjour" });
  ctx.moveTo("2026-01-20T09:00:00Z");
  const again = { attachmentId, departmentIds: [works, sales], comment: null };
  expect(await correctAttachmentRequest(ctx, actor, again)).toEqual({ kind: "corrected" });
  const [row] = await ctx.db.select().from(attachments).where(eq(attachments.id, attachmentId));
  expect(row).toEqual({ ...attachment, comment: null });
  expect(await asked()).toEqual([sales, works].sort());
  await correctAttachmentRequest(ctx, actor, { attachmentId, departmentIds: [], comment: "Siège" });
  expect(await asked()).toEqual([]);
  expect(await ctx.db.$count(structureHistory, eq(structureHistory.kind, "attachment-request-corrected"))).toBe(3);
  expect(await ctx.db.$count(auditEvents, eq(auditEvents.kind, "attachment-request-corrected"))).toBe(3);
  // The managers read it where they decide.
  expect(await ctx.db.$count(outboxMessages)).toBe(0);

  async function asked() {
    const rows = await ctx.db.select().from(attachmentDepartments);
    return rows.map(({ departmentId }) => departmentId).sort();
  }
});

test("R-853 · another structure's department cannot be slipped in", async () => {
  const { ctx, actor, attachment } = await aWaitingPerson();
  const foreign = ctx.id();
  const { id: structureId } = await aStructure(ctx);
  const row = { structureId, code: "X", name: "X", validFrom: "2020-01-01" };
  await ctx.db.insert(departments).values({ ...row, id: foreign });
  const correction = { attachmentId: attachment.id, departmentIds: [foreign], comment: "x" };
  expect(await correctAttachmentRequest(ctx, actor, correction)).toEqual({ kind: "unknown-department" });
  const [kept] = await ctx.db.select().from(attachments).where(eq(attachments.id, attachment.id));
  expect(kept?.comment).toBeNull();
});

test("SEC-61 · one corrects one's own request only, and only while it waits", async () => {
  const { ctx, actor, structure } = await aWaitingPerson();
  const other = await aPendingRequest(ctx, structure);
  const member = await aMemberOf(ctx, structure);
  const words = { departmentIds: [], comment: "x" };
  expect(await correctAttachmentRequest(ctx, actor, { attachmentId: other.attachment.id, ...words })).toEqual({
    kind: "not-found",
  });
  const { actor: decided } = await aSessionOf(ctx, member.account);
  expect(await correctAttachmentRequest(ctx, decided, { attachmentId: member.attachment.id, ...words })).toEqual({
    kind: "already-decided",
  });
});

test("SEC-65 · two corrections at once are two corrections, one after the other", async () => {
  const { ctx, actor, attachment, sales, works } = await aWaitingPerson();
  const corrections = [[sales], [works], [sales, works]].map((departmentIds, n) =>
    correctAttachmentRequest(ctx, actor, { attachmentId: attachment.id, departmentIds, comment: `${n}` }),
  );
  expect(await Promise.all(corrections)).toEqual(Array(3).fill({ kind: "corrected" }));
  const [row] = await ctx.db.select().from(attachments).where(eq(attachments.id, attachment.id));
  const lines = await ctx.db.select().from(attachmentDepartments);
  const expected = [[sales], [works], [sales, works]][Number(row?.comment)];
  expect(lines.map(({ departmentId }) => departmentId).sort()).toEqual(expected?.toSorted());
});

async function aWaitingPerson() {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  await aManagerOf(ctx, structure);
  const { account, attachment } = await aPendingRequest(ctx, structure);
  const [sales, works] = [ctx.id(), ctx.id()];
  const row = { structureId: structure.id, validFrom: "2020-01-01" };
  await ctx.db.insert(departments).values([
    { ...row, id: sales, code: "VENTES", name: "Ventes" },
    { ...row, id: works, code: "TRAVAUX", name: "Travaux" },
  ]);
  const { actor } = await aSessionOf(ctx, account);
  return { ctx, structure, actor, attachment, sales, works };
}
