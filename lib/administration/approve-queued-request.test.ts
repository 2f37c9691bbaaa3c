import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { attachmentDepartments, attachments } from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { departments } from "@/drizzle/schema/structure";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, anAccount, aPendingRequest, aStructure, DEACTIVATED } from "@/lib/testing/people";
import { aSupportAct } from "@/lib/testing/support-acts";
import { trailOf } from "@/lib/testing/trail";
import { approveQueuedRequest } from "./approve-queued-request";
import { findQueuedRequest } from "./find-queued-request";

test("R-857, SEC-70 · support lets a person in as a simple user where nobody manages, and the trail says why", async () => {
  const ctx = await testContext();
  const { account, attachment } = await aPendingRequest(ctx, await aStructure(ctx));
  const act = await aSupportAct(ctx, { reason: "Extract of the register seen" });
  const { id: attachmentId } = attachment;
  expect(await approveQueuedRequest(ctx, act, { attachmentId })).toEqual({ kind: "approved" });
  const [after] = await ctx.db.select().from(attachments);
  const actorId = act.administrator.accountId;
  expect(after).toMatchObject({ status: "approved", role: "member", decidedBy: actorId });
  expect(await ctx.db.select().from(outboxMessages)).toMatchObject([
    { recipient: account.contactEmail, message: { kind: "attachment-decided", decision: "approved" } },
  ]);
  const trail = await trailOf(ctx, attachmentId);
  expect(trail).toMatchObject([
    { kind: "attachment-approved", actorId, facts: { role: "member" } },
    { kind: "administrator-acted", actorId, facts: { act: "approve-attachment" } },
  ]);
});

test("R-857 · where somebody manages, support decides nothing: neither before nor after he came", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { attachment } = await aPendingRequest(ctx, structure);
  const act = await aSupportAct(ctx);
  // A secondary manager is enough.
  await aMemberOf(ctx, structure, { role: "secondary-manager" });
  expect(await approveQueuedRequest(ctx, act, { attachmentId: attachment.id })).toEqual({ kind: "not-permitted" });
  expect(await ctx.db.$count(auditEvents, eq(auditEvents.kind, "administrator-acted"))).toBe(0);
});

test("SEC-67 · a manager whose account is closed does not count; a request that is decided, foreign or one's own does", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  await aManagerOf(ctx, structure, { account: await anAccount(ctx, DEACTIVATED) });
  const { attachment } = await aPendingRequest(ctx, structure);
  const support = await anAccount(ctx, { isAdministrator: true });
  const own = await aPendingRequest(ctx, structure, { account: support });
  const act = await aSupportAct(ctx, { account: support });
  expect(await approveQueuedRequest(ctx, act, { attachmentId: own.attachment.id })).toEqual({ kind: "own-request" });
  expect(await approveQueuedRequest(ctx, act, { attachmentId: attachment.id })).toEqual({ kind: "approved" });
  expect(await approveQueuedRequest(ctx, act, { attachmentId: attachment.id })).toEqual({ kind: "already-decided" });
  expect(await approveQueuedRequest(ctx, act, { attachmentId: ctx.id() })).toEqual({ kind: "not-found" });
});

test("R-812, SEC-67 · nobody is let in for departments that have all closed since he asked", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { attachment } = await aPendingRequest(ctx, structure);
  const departmentId = ctx.id();
  const days = { validFrom: "2020-01-01", validUntil: "2026-01-04" };
  await ctx.db
    .insert(departments)
    .values({ id: departmentId, structureId: structure.id, code: "ACH", name: "Achats", ...days });
  const line = { attachmentId: attachment.id, departmentId, status: "pending", requestedAt: ctx.now() } as const;
  await ctx.db.insert(attachmentDepartments).values(line);
  const act = await aSupportAct(ctx);
  const { administrator } = act;
  expect((await findQueuedRequest(ctx, administrator, attachment.id))?.departments).toMatchObject([{ isOpen: false }]);
  expect(await approveQueuedRequest(ctx, act, { attachmentId: attachment.id })).toEqual({ kind: "no-department" });
  expect(await ctx.db.select().from(attachments)).toMatchObject([{ status: "pending" }]);
});

test("SEC-44, SEC-67 · whoever is no administrator any more decides nothing", async () => {
  const ctx = await testContext();
  const { attachment } = await aPendingRequest(ctx, await aStructure(ctx));
  const act = await aSupportAct(ctx);
  await ctx.db.update(accounts).set({ isAdministrator: false });
  expect(await approveQueuedRequest(ctx, act, { attachmentId: attachment.id })).toEqual({ kind: "not-permitted" });
  expect(await ctx.db.select().from(attachments)).toMatchObject([{ status: "pending" }]);
});

test("SEC-66 · of twenty administrators at once one decides", async () => {
  const ctx = await testContext();
  const { attachment } = await aPendingRequest(ctx, await aStructure(ctx));
  const acts = await Promise.all(Array.from({ length: 20 }, () => aSupportAct(ctx)));
  const outcomes = await Promise.all(
    acts.map((act) => approveQueuedRequest(ctx, act, { attachmentId: attachment.id })),
  );
  expect(outcomes.filter(({ kind }) => kind === "approved")).toHaveLength(1);
  expect(outcomes.filter(({ kind }) => kind === "already-decided")).toHaveLength(19);
  expect(await ctx.db.$count(outboxMessages)).toBe(1);
  expect(await ctx.db.$count(auditEvents, eq(auditEvents.kind, "administrator-acted"))).toBe(1);
});
