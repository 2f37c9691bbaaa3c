import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { attachments } from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aPendingRequest, aStructure } from "@/lib/testing/people";
import { aSupportAct } from "@/lib/testing/support-acts";
import { approveQueuedRequest } from "./approve-queued-request";
import { refuseQueuedRequest } from "./refuse-queued-request";

test("R-857, R-906 · support refuses with a reason that the requester reads and the trail keeps", async () => {
  const ctx = await testContext();
  const { account, attachment } = await aPendingRequest(ctx, await aStructure(ctx));
  const act = await aSupportAct(ctx, { reason: "No proof of the mandate" });
  const { id: attachmentId } = attachment;
  expect(await refuseQueuedRequest(ctx, act, { attachmentId })).toEqual({ kind: "refused" });
  expect(await ctx.db.select().from(attachments)).toMatchObject([
    { status: "refused", refusalReason: "No proof of the mandate", decidedBy: act.administrator.accountId },
  ]);
  expect(await ctx.db.select().from(outboxMessages)).toMatchObject([
    { recipient: account.contactEmail, message: { kind: "attachment-decided", decision: "refused" } },
  ]);
  const [line] = await ctx.db.select().from(auditEvents).where(eq(auditEvents.kind, "administrator-acted"));
  expect(line).toMatchObject({
    targetId: attachmentId,
    facts: { act: "refuse-attachment" },
  });
});

test("R-857 · where somebody manages the structure support refuses nothing; an unknown request does not exist", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  await aManagerOf(ctx, structure);
  const { attachment } = await aPendingRequest(ctx, structure);
  const act = await aSupportAct(ctx);
  expect(await refuseQueuedRequest(ctx, act, { attachmentId: attachment.id })).toEqual({ kind: "not-permitted" });
  expect(await refuseQueuedRequest(ctx, act, { attachmentId: ctx.id() })).toEqual({ kind: "not-found" });
  expect(await ctx.db.$count(outboxMessages)).toBe(0);
});

test("SEC-66 · fifty approvals and refusals at once leave one state, one mail and one line", async () => {
  const ctx = await testContext();
  const { attachment } = await aPendingRequest(ctx, await aStructure(ctx));
  const act = await aSupportAct(ctx);
  const target = { attachmentId: attachment.id };
  const outcomes = await Promise.all(
    Array.from({ length: 50 }, (_, n) =>
      n % 2 === 0 ? approveQueuedRequest(ctx, act, target) : refuseQueuedRequest(ctx, act, target),
    ),
  );
  expect(outcomes.filter(({ kind }) => kind === "already-decided")).toHaveLength(49);
  expect(await ctx.db.$count(outboxMessages)).toBe(1);
  expect(await ctx.db.$count(auditEvents, eq(auditEvents.kind, "administrator-acted"))).toBe(1);
});
