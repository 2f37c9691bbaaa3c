import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { attachments, feedEvents, structureHistory, subscriptions } from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { departments, structures } from "@/drizzle/schema/structure";
import { openWorkspaces } from "@/drizzle/schema/workspace";
import { type TestContext, testContext } from "@/lib/testing/context";
import {
  type Attached,
  aManagerOf,
  aMemberOf,
  anAccount,
  aSessionOf,
  aStructure,
  aSubscriptionRequest,
  DEACTIVATED,
} from "@/lib/testing/people";
import { approveSubscription } from "./approve-subscription";
import { findActor } from "./find-actor";
import { findSubscriptionRequest } from "./find-subscription-request";
import { permitFor } from "./permit-for";
import { refuseSubscription } from "./refuse-subscription";

/** A structure that opened what somebody asks for, its manager, and the request. */
async function aWaitingRequest(ctx: TestContext) {
  const structure = await aStructure(ctx, { opened: ["FACTURES_EMISES", "SUIVI_FLUX"] });
  const manager = await aManagerOf(ctx, structure);
  const member = await aMemberOf(ctx, structure);
  const { id: subscriptionId } = await aSubscriptionRequest(ctx, member);
  return { structure, manager, member, subscriptionId, permit: await decides(ctx, manager) };
}

async function decides(ctx: TestContext, { account, attachment }: Attached) {
  const permit = permitFor((await aSessionOf(ctx, account)).actor, attachment.structureId, "decide-requests");
  if (!permit) throw new Error("a manager decides");
  return permit;
}

test("R-902, R-906 · an approved request is active, told by mail and feed, in the history and the audit", async () => {
  const ctx = await testContext();
  const { structure, manager, member, subscriptionId, permit } = await aWaitingRequest(ctx);
  ctx.queries();
  expect(await approveSubscription(ctx, permit, { subscriptionId })).toEqual({ kind: "approved" });
  // Begin, lock, right, decision, notes, commit.
  expect(ctx.queries()).toBeLessThanOrEqual(6);

  const [row] = await ctx.db.select().from(subscriptions).where(eq(subscriptions.id, subscriptionId));
  expect(row).toMatchObject({ status: "active", decidedAt: ctx.now(), decidedBy: manager.account.id, access: "write" });
  const message = {
    kind: "subscriptions-decided",
    subscriptionIds: [subscriptionId],
    decision: "approved",
    deciderId: manager.account.id,
  };
  const recipient = member.account.contactEmail;
  expect(await ctx.db.select().from(outboxMessages)).toMatchObject([{ recipient, message }]);
  const concerned = { structureId: structure.id, kind: "subscription-approved", workspace: "SUIVI_FLUX" };
  expect(await ctx.db.select().from(feedEvents)).toMatchObject([{ ...concerned, accountId: member.account.id }]);
  expect(await ctx.db.select().from(structureHistory)).toMatchObject([
    { ...concerned, actorId: manager.account.id, subjectId: member.account.id, targetId: subscriptionId },
  ]);
  const facts = { structureId: structure.id, workspace: "SUIVI_FLUX", access: "write" };
  expect(await ctx.db.select().from(auditEvents)).toMatchObject([
    { kind: "subscription-approved", actorId: manager.account.id, targetId: subscriptionId, facts },
  ]);
});

test("R-423 · the workspace is there on the next click of whoever waited for it", async () => {
  const ctx = await testContext();
  const { structure, member, subscriptionId, permit } = await aWaitingRequest(ctx);
  const { secret, actor } = await aSessionOf(ctx, member.account);
  expect(actor.subscriptions.map(({ workspace }) => workspace)).toEqual(["FACTURES_EMISES"]);
  await approveSubscription(ctx, permit, { subscriptionId });
  const next = await findActor(ctx, secret);
  expect(next?.subscriptions).toContainEqual({ structureId: structure.id, workspace: "SUIVI_FLUX", access: "write" });
});

test("R-854, R-423 · a subscription opens nothing while the attachment is not approved", async () => {
  const ctx = await testContext();
  const { member, subscriptionId, permit } = await aWaitingRequest(ctx);
  const { secret } = await aSessionOf(ctx, member.account);
  await approveSubscription(ctx, permit, { subscriptionId });
  await ctx.db.update(attachments).set({ status: "suspended" }).where(eq(attachments.id, member.attachment.id));
  expect((await findActor(ctx, secret))?.subscriptions).toEqual([]);
});

test("SEC-66, R-908 · fifty managers' clicks at once make one decision, one mail and one line of audit", async () => {
  const ctx = await testContext();
  const { structure, subscriptionId, permit } = await aWaitingRequest(ctx);
  const other = await decides(ctx, await aManagerOf(ctx, structure, { role: "secondary-manager" }));
  const outcomes = await Promise.all(
    Array.from({ length: 50 }, (_, turn) =>
      turn % 2 === 0
        ? approveSubscription(ctx, permit, { subscriptionId })
        : refuseSubscription(ctx, other, { subscriptionId, reason: "Non" }),
    ),
  );
  const [first, ...others] = outcomes.filter(({ kind }) => kind !== "already-decided");
  expect(others).toEqual([]);
  const [row] = await ctx.db.select().from(subscriptions).where(eq(subscriptions.id, subscriptionId));
  expect(row?.status).toBe(first?.kind === "approved" ? "active" : "refused");
  for (const table of [outboxMessages, auditEvents, structureHistory, feedEvents]) {
    expect(await ctx.db.$count(table)).toBe(1);
  }
});

test.each(["active", "refused", "cancelled", "ended"] as const)(
  "R-704, M-54 · what is %s already is not decided again",
  async (status) => {
    const ctx = await testContext();
    const { subscriptionId, permit } = await aWaitingRequest(ctx);
    await ctx.db.update(subscriptions).set({ status }).where(eq(subscriptions.id, subscriptionId));
    expect(await approveSubscription(ctx, permit, { subscriptionId })).toEqual({ kind: "already-decided" });
    expect(await refuseSubscription(ctx, permit, { subscriptionId, reason: "Non" })).toEqual({
      kind: "already-decided",
    });
    expect([await ctx.db.$count(outboxMessages), await ctx.db.$count(auditEvents)]).toEqual([0, 0]);
  },
);

test("R-810 · a request for a department that has ended can only be refused; on its last day it still opens", async () => {
  const ctx = await testContext({ now: "2026-03-31T21:59:59Z" });
  const structure = await aStructure(ctx, { opened: ["SUIVI_FLUX", "FACTURES_EMISES"] });
  const manager = await aManagerOf(ctx, structure);
  const member = await aMemberOf(ctx, structure);
  const permit = await decides(ctx, manager);
  const place = { id: ctx.id(), structureId: structure.id, code: "ACHATS", name: "Achats" };
  await ctx.db.insert(departments).values({ ...place, validFrom: "2026-01-01", validUntil: "2026-03-31" });
  const departmentId = place.id;
  const { id: inTime } = await aSubscriptionRequest(ctx, member, { departmentId });
  const { id: tooLate } = await aSubscriptionRequest(ctx, member, { departmentId, workspace: "FACTURES_EMISES" });

  expect(await approveSubscription(ctx, permit, { subscriptionId: inTime })).toEqual({ kind: "approved" });
  ctx.moveTo("2026-03-31T22:00:00Z");
  expect(await approveSubscription(ctx, permit, { subscriptionId: tooLate })).toEqual({ kind: "department-closed" });
  const { actor } = await aSessionOf(ctx, manager.account);
  expect(await findSubscriptionRequest(ctx, actor, tooLate)).toMatchObject({
    status: "pending",
    department: { name: "Achats", isOver: true },
  });
  expect(await refuseSubscription(ctx, permit, { subscriptionId: tooLate, reason: "Fermé" })).toEqual({
    kind: "refused",
  });
});

test("SEC-67 · what has changed since the page was shown is seen when the answer is written", async () => {
  const ctx = await testContext();
  const { structure, manager, member, subscriptionId, permit } = await aWaitingRequest(ctx);
  const approve = () => approveSubscription(ctx, permit, { subscriptionId });

  await ctx.db.update(accounts).set(DEACTIVATED).where(eq(accounts.id, member.account.id));
  expect(await approve()).toEqual({ kind: "requester-inactive" });
  await ctx.db.update(accounts).set({ status: "active" }).where(eq(accounts.id, member.account.id));

  await ctx.db.update(attachments).set({ status: "suspended" }).where(eq(attachments.id, member.attachment.id));
  expect(await approve()).toEqual({ kind: "requester-inactive" });
  await ctx.db.update(attachments).set({ status: "approved" }).where(eq(attachments.id, member.attachment.id));

  await ctx.db.update(structures).set({ status: "inactive" }).where(eq(structures.id, structure.id));
  expect(await approve()).toEqual({ kind: "structure-inactive" });
  await ctx.db.update(structures).set({ status: "active" }).where(eq(structures.id, structure.id));

  await ctx.db.delete(openWorkspaces).where(eq(openWorkspaces.workspace, "SUIVI_FLUX"));
  expect(await approve()).toEqual({ kind: "workspace-closed" });
  await ctx.db
    .insert(openWorkspaces)
    .values({ structureId: structure.id, workspace: "SUIVI_FLUX", openedAt: ctx.now() });

  await ctx.db.update(structures).set({ managerVacantSince: ctx.now() }).where(eq(structures.id, structure.id));
  await ctx.db
    .update(attachments)
    .set({ role: "secondary-manager", status: "suspended" })
    .where(eq(attachments.id, manager.attachment.id));
  expect(await approve()).toEqual({ kind: "not-permitted" });

  const [row] = await ctx.db.select().from(subscriptions).where(eq(subscriptions.id, subscriptionId));
  expect(row).toMatchObject({ status: "pending", decidedAt: null });
  expect([await ctx.db.$count(outboxMessages), await ctx.db.$count(auditEvents)]).toEqual([0, 0]);
});

test("SEC-67 · nobody decides on his own request, even one he made before he managed the structure", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx, { opened: ["SUIVI_FLUX"] });
  const manager = await aManagerOf(ctx, structure, { workspaces: [] });
  const { id: subscriptionId } = await aSubscriptionRequest(ctx, manager);
  const permit = await decides(ctx, manager);
  expect(await approveSubscription(ctx, permit, { subscriptionId })).toEqual({ kind: "own-request" });
  expect(await refuseSubscription(ctx, permit, { subscriptionId, reason: "Non" })).toEqual({ kind: "own-request" });
});

test("SEC-61, SEC-62 · a request to another structure is as good as none", async () => {
  const ctx = await testContext();
  const { subscriptionId } = await aWaitingRequest(ctx);
  const foreign = await decides(ctx, await aManagerOf(ctx, await aStructure(ctx)));
  for (const id of [subscriptionId, ctx.id()]) {
    expect(await approveSubscription(ctx, foreign, { subscriptionId: id })).toEqual({ kind: "not-found" });
  }
});

test("R-857 · support decides where there is no manager, and no longer once there is one", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx, { opened: ["SUIVI_FLUX", "ENGAGEMENTS"] });
  const member = await aMemberOf(ctx, structure);
  const { id: subscriptionId } = await aSubscriptionRequest(ctx, member);
  const { id: another } = await aSubscriptionRequest(ctx, member, { workspace: "ENGAGEMENTS" });
  const { actor } = await aSessionOf(ctx, await anAccount(ctx, { isAdministrator: true }));
  const permit = permitFor(actor, structure.id, "decide-requests");
  if (!permit) throw new Error("support decides");
  expect(await approveSubscription(ctx, permit, { subscriptionId })).toEqual({ kind: "approved" });
  await aManagerOf(ctx, structure);
  expect(await approveSubscription(ctx, permit, { subscriptionId: another })).toEqual({ kind: "not-permitted" });
});
