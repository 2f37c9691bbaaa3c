import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { attachments, feedEvents, invitations, structureHistory } from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { testContext } from "@/lib/testing/context";
import { anInvitation, anInviting, anOffer } from "@/lib/testing/invitations";
import { anAccount, aSessionOf } from "@/lib/testing/people";
import { acceptInvitation } from "./accept-invitation";
import { declineInvitation } from "./decline-invitation";

test("R-909 · who declines is not attached, and stays unknown to the managers", async () => {
  const ctx = await testContext();
  const { permit, manager, structure } = await anInviting(ctx);
  const account = await anAccount(ctx);
  const invitationId = await anInvitation(ctx, permit, anOffer(account.email));
  await ctx.db.delete(feedEvents);
  const { actor } = await aSessionOf(ctx, account);
  expect(await declineInvitation(ctx, actor, { invitationId })).toEqual({ kind: "declined" });

  expect(await ctx.db.select().from(invitations)).toMatchObject([{ status: "declined", answeredBy: account.id }]);
  expect(await ctx.db.$count(attachments, eq(attachments.accountId, account.id))).toBe(0);
  expect(await ctx.db.$count(outboxMessages)).toBe(1);
  expect(await ctx.db.select().from(feedEvents)).toMatchObject([
    { accountId: manager.id, structureId: structure.id, kind: "invitation-declined-by", personName: null },
  ]);
  const history = await ctx.db.select().from(structureHistory).orderBy(structureHistory.kind);
  expect(history).toMatchObject([
    { kind: "invitation-declined", actorId: null, subjectId: null, targetId: invitationId },
    { kind: "invitation-sent" },
  ]);
  const trail = await ctx.db.select().from(auditEvents).orderBy(auditEvents.position);
  expect(trail.at(-1)).toMatchObject({ kind: "invitation-answered", facts: { answer: "declined" } });
  expect((await aSessionOf(ctx, account)).actor.waitingInvitations).toBe(0);
});

test("SEC-69 · another account declines nothing, and an answer is given once", async () => {
  const ctx = await testContext();
  const { permit, manager } = await anInviting(ctx);
  const account = await anAccount(ctx);
  const invitationId = await anInvitation(ctx, permit, anOffer(account.email));
  const stranger = (await aSessionOf(ctx, await anAccount(ctx))).actor;
  const inviter = (await aSessionOf(ctx, manager)).actor;
  expect(await declineInvitation(ctx, stranger, { invitationId })).toEqual({ kind: "not-found" });
  expect(await declineInvitation(ctx, inviter, { invitationId })).toEqual({ kind: "not-found" });
  const { actor } = await aSessionOf(ctx, account);
  const outcomes = await Promise.all([
    declineInvitation(ctx, actor, { invitationId }),
    declineInvitation(ctx, actor, { invitationId }),
  ]);
  expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["already-answered", "declined"]);
  expect(await acceptInvitation(ctx, actor, { invitationId })).toEqual({ kind: "already-answered" });
});

test("R-909 · a new invitation may follow a declined one", async () => {
  const ctx = await testContext();
  const { permit } = await anInviting(ctx);
  const account = await anAccount(ctx);
  const { actor } = await aSessionOf(ctx, account);
  await declineInvitation(ctx, actor, { invitationId: await anInvitation(ctx, permit, anOffer(account.email)) });
  const second = await anInvitation(ctx, permit, anOffer(account.email));
  expect(await acceptInvitation(ctx, actor, { invitationId: second })).toMatchObject({ kind: "accepted" });
});
