import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { attachmentDepartments, attachments, feedEvents, structureHistory } from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { departments, structures } from "@/drizzle/schema/structure";
import { clearTrail } from "@/lib/testing/clear-trail";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, anAccount, aPendingRequest, aSessionOf, aStructure, DEACTIVATED } from "@/lib/testing/people";
import { permitFor } from "./permit-for";
import { refuseAttachment } from "./refuse-attachment";

const reason = "Vous n'êtes pas connu de nos services.";

test("R-906 · a manager refuses with a reason: the person is told, and the reason is kept", async () => {
  const { ctx, structure, account, permit, request } = await aDecision();
  const attachmentId = request.attachment.id;
  const departmentId = ctx.id();
  await ctx.db
    .insert(departments)
    .values({ id: departmentId, structureId: structure.id, code: "A", name: "A", validFrom: "2020-01-01" });
  await ctx.db
    .insert(attachmentDepartments)
    .values({ attachmentId, departmentId, status: "pending", requestedAt: ctx.now() });
  ctx.queries();
  expect(await refuseAttachment(ctx, permit, { attachmentId, reason })).toEqual({ kind: "refused" });
  expect(ctx.queries()).toBe(7);
  expect(await ctx.db.select().from(attachments).where(eq(attachments.id, attachmentId))).toMatchObject([
    { status: "refused", refusalReason: reason, decidedBy: account.id, decidedAt: ctx.now() },
  ]);
  expect(await ctx.db.select().from(attachmentDepartments)).toMatchObject([{ status: "refused" }]);
  expect(await ctx.db.select().from(outboxMessages)).toMatchObject([
    {
      recipient: request.account.contactEmail,
      message: { kind: "attachment-decided", attachmentId, decision: "refused", deciderId: account.id },
    },
  ]);
  expect(await ctx.db.select().from(structureHistory)).toMatchObject([
    { kind: "attachment-refused", subjectId: request.account.id, targetId: attachmentId, reason },
  ]);
  expect(await ctx.db.select().from(auditEvents)).toMatchObject([
    { kind: "attachment-refused", actorId: account.id, targetId: attachmentId },
  ]);
  const feed = await ctx.db.select().from(feedEvents);
  expect(feed.map(({ kind }) => kind).sort()).toEqual(["attachment-refused", "attachment-refused-of"]);
});

test("SEC-67 · a requester deactivated meanwhile, a request cancelled, a decider who lost his role", async () => {
  const { ctx, account, permit, request } = await aDecision();
  const ask = () => refuseAttachment(ctx, permit, { attachmentId: request.attachment.id, reason });
  const requester = eq(accounts.id, request.account.id);
  await ctx.db.update(accounts).set(DEACTIVATED).where(requester);
  expect(await ask()).toEqual({ kind: "requester-inactive" });
  await ctx.db.update(accounts).set({ status: "active" }).where(requester);
  await ctx.db.update(attachments).set({ status: "cancelled" }).where(eq(attachments.id, request.attachment.id));
  expect(await ask()).toEqual({ kind: "already-decided" });
  await ctx.db.update(attachments).set({ status: "pending" }).where(eq(attachments.id, request.attachment.id));
  await ctx.db.update(attachments).set({ role: "member" }).where(eq(attachments.accountId, account.id));
  expect(await ask()).toEqual({ kind: "not-permitted" });
  expect([await ctx.db.$count(outboxMessages), await ctx.db.$count(auditEvents)]).toEqual([0, 0]);
});

test("R-801 · a request to a structure that became inactive can still be refused", async () => {
  const { ctx, structure, permit, request } = await aDecision();
  await ctx.db.update(structures).set({ status: "inactive" }).where(eq(structures.id, structure.id));
  expect(await refuseAttachment(ctx, permit, { attachmentId: request.attachment.id, reason })).toEqual({
    kind: "refused",
  });
});

test("SEC-61 · another structure's request is answered like one that does not exist", async () => {
  const { ctx, permit } = await aDecision();
  const { attachment } = await aPendingRequest(ctx, await aStructure(ctx));
  expect(await refuseAttachment(ctx, permit, { attachmentId: attachment.id, reason })).toEqual({ kind: "not-found" });
  expect(await refuseAttachment(ctx, permit, { attachmentId: ctx.id(), reason })).toEqual({ kind: "not-found" });
});

test("SEC-67 · support refuses where there is no manager, but not its own request", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const account = await anAccount(ctx, { isAdministrator: true });
  const permit = permitFor((await aSessionOf(ctx, account)).actor, structure.id, "decide-requests");
  if (!permit) throw new Error("no permit");
  const own = await aPendingRequest(ctx, structure, { account });
  const other = await aPendingRequest(ctx, structure);
  expect(await refuseAttachment(ctx, permit, { attachmentId: own.attachment.id, reason })).toEqual({
    kind: "own-request",
  });
  expect(await refuseAttachment(ctx, permit, { attachmentId: other.attachment.id, reason })).toEqual({
    kind: "refused",
  });
});

async function aDecision() {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, structure, { role: "secondary-manager" });
  const permit = permitFor((await aSessionOf(ctx, account)).actor, structure.id, "decide-requests");
  if (!permit) throw new Error("no permit");
  const request = await aPendingRequest(ctx, structure);
  await clearTrail(ctx);
  return { ctx, structure, account, permit, request };
}
