import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { attachments, feedEvents, structureHistory } from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { clearTrail } from "@/lib/testing/clear-trail";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, aPendingRequest, aSessionOf, aStructure } from "@/lib/testing/people";
import { approveAttachment } from "./approve-attachment";
import { cancelAttachmentRequest } from "./cancel-attachment-request";
import { permitFor } from "./permit-for";

test("R-851 · a person takes his request back: it is over, he gets N-14 and the manager reads it", async () => {
  const { ctx, manager, account, actor, attachmentId } = await aWaitingPerson();
  expect(await cancelAttachmentRequest(ctx, actor, { attachmentId })).toEqual({ kind: "cancelled" });
  expect(await ctx.db.select().from(attachments).where(eq(attachments.id, attachmentId))).toMatchObject([
    { status: "cancelled", decidedAt: ctx.now(), decidedBy: account.id },
  ]);
  expect(await ctx.db.select().from(outboxMessages)).toMatchObject([
    {
      recipient: account.contactEmail,
      message: { kind: "attachment-request-closed", attachmentId, cause: "cancelled" },
    },
  ]);
  const feed = await ctx.db.select().from(feedEvents);
  expect(new Map(feed.map(({ accountId, kind }) => [accountId, kind]))).toEqual(
    new Map([
      [account.id, "attachment-cancelled"],
      [manager.id, "attachment-cancelled-by"],
    ]),
  );
  expect(await ctx.db.select().from(structureHistory)).toMatchObject([{ kind: "attachment-cancelled" }]);
  expect(await ctx.db.select().from(auditEvents)).toMatchObject([
    { kind: "attachment-cancelled", facts: { cause: "cancelled" } },
  ]);
});

test("R-852 · after taking it back one may ask again", async () => {
  const { ctx, structure, account, actor, attachmentId } = await aWaitingPerson();
  await cancelAttachmentRequest(ctx, actor, { attachmentId });
  await aPendingRequest(ctx, structure, { account });
  expect(await ctx.db.$count(attachments, eq(attachments.accountId, account.id))).toBe(2);
});

test("SEC-61 · another person's request is answered like one that does not exist", async () => {
  const { ctx, structure, actor } = await aWaitingPerson();
  const other = await aPendingRequest(ctx, structure);
  const foreign = await cancelAttachmentRequest(ctx, actor, { attachmentId: other.attachment.id });
  const absent = await cancelAttachmentRequest(ctx, actor, { attachmentId: ctx.id() });
  expect([foreign, absent]).toEqual([{ kind: "not-found" }, { kind: "not-found" }]);
  expect(await ctx.db.$count(outboxMessages)).toBe(0);
});

test("M-54 · what is decided cannot be taken back", async () => {
  const { ctx, structure } = await aWaitingPerson();
  const { account, attachment } = await aMemberOf(ctx, structure);
  const { actor } = await aSessionOf(ctx, account);
  expect(await cancelAttachmentRequest(ctx, actor, { attachmentId: attachment.id })).toEqual({
    kind: "already-decided",
  });
});

test("SEC-66 · ten withdrawals and ten approvals at once leave one state and one mail", async () => {
  const { ctx, structure, manager, actor, attachmentId } = await aWaitingPerson();
  const permit = permitFor((await aSessionOf(ctx, manager)).actor, structure.id, "decide-requests");
  if (!permit) throw new Error("no permit");
  await clearTrail(ctx);
  const approval = { attachmentId, role: "member", departmentIds: "asked", workspaces: "default" } as const;
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      n % 2 === 0 ? cancelAttachmentRequest(ctx, actor, { attachmentId }) : approveAttachment(ctx, permit, approval),
    ),
  );
  const winners = outcomes.map(({ kind }) => kind).filter((kind) => kind !== "already-decided");
  expect(winners).toHaveLength(1);
  expect(await ctx.db.$count(outboxMessages)).toBe(1);
  expect(await ctx.db.$count(auditEvents)).toBe(1);
});

async function aWaitingPerson() {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account: manager } = await aManagerOf(ctx, structure);
  const { account, attachment } = await aPendingRequest(ctx, structure);
  const { actor } = await aSessionOf(ctx, account);
  await clearTrail(ctx);
  return { ctx, structure, manager, account, actor, attachmentId: attachment.id };
}
