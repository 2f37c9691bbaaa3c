import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { attachments, feedEvents, structureHistory, subscriptions } from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { clearTrail } from "@/lib/testing/clear-trail";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, aPendingRequest, aSessionOf, aStructure } from "@/lib/testing/people";
import { personalValuesOf } from "@/lib/testing/personal-values-of";
import { leaveStructure } from "./leave-structure";

test.each(["approved", "suspended"] as const)(
  "R-608, R-851, N-15 · a person whose attachment is %s leaves: what he used ends, managers and he are told",
  async (status) => {
    const ctx = await testContext();
    const structure = await aStructure(ctx, { opened: ["FACTURES_EMISES", "ENGAGEMENTS"] });
    const manager = await aManagerOf(ctx, structure);
    const { account, attachment } = await aMemberOf(ctx, structure, { status, workspaces: ["FACTURES_EMISES"] });
    const asked = { accountId: account.id, structureId: structure.id, workspace: "ENGAGEMENTS" as const };
    await ctx.db
      .insert(subscriptions)
      .values({ ...asked, id: ctx.id(), access: "read", status: "pending", requestedAt: ctx.now() });
    const { actor } = await aSessionOf(ctx, account);
    await clearTrail(ctx);

    expect(await leaveStructure(ctx, actor, { attachmentId: attachment.id })).toEqual({ kind: "left" });

    const [row] = await ctx.db.select().from(attachments).where(eq(attachments.id, attachment.id));
    expect(row).toMatchObject({ status: "ended", endedAt: ctx.now(), reactivateOn: null });
    const uses = await ctx.db.select().from(subscriptions).where(eq(subscriptions.accountId, account.id));
    expect(uses.map((use) => `${use.workspace} ${use.status}`).sort()).toEqual([
      "ENGAGEMENTS cancelled",
      "FACTURES_EMISES ended",
    ]);
    expect(await ctx.db.select().from(structureHistory)).toMatchObject([
      { kind: "member-left", actorId: account.id, subjectId: account.id, targetId: attachment.id },
      { kind: "subscription-cancelled", actorId: account.id, subjectId: account.id, workspace: "ENGAGEMENTS" },
    ]);
    const audit = await ctx.db.select().from(auditEvents);
    expect(audit.map(({ kind }) => kind).sort()).toEqual([
      "attachment-ended",
      "subscription-cancelled",
      "subscription-ended",
    ]);
    // Both in one session, from one place (R-1201).
    const places = [{ origin: "192.0.2.1", changes: null }];
    expect(await personalValuesOf(ctx, "attachment-ended")).toEqual(places);
    expect(await personalValuesOf(ctx, "subscription-ended")).toEqual(places);
    const told = await ctx.db.select().from(feedEvents);
    expect(told.map((line) => [line.accountId, line.kind, line.personName])).toEqual(
      expect.arrayContaining([
        [account.id, "attachment-ended", "Camille Martin"],
        [manager.account.id, "member-left", "Camille Martin"],
      ]),
    );
    expect(told).toHaveLength(2);
    expect(await ctx.db.select().from(outboxMessages)).toMatchObject([
      { recipient: account.contactEmail, message: { decision: "ended", deciderId: account.id } },
    ]);
  },
);

test("R-608, M-52 · the primary manager cannot leave before he has handed the role over; a secondary one can", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const primary = await aManagerOf(ctx, structure);
  const secondary = await aManagerOf(ctx, structure, { role: "secondary-manager" });
  const { actor } = await aSessionOf(ctx, primary.account);
  const outcome = await leaveStructure(ctx, actor, { attachmentId: primary.attachment.id });
  expect(outcome).toEqual({ kind: "is-primary-manager" });
  const other = await aSessionOf(ctx, secondary.account);
  expect(await leaveStructure(ctx, other.actor, { attachmentId: secondary.attachment.id })).toEqual({ kind: "left" });
  // He is no manager any more: only the other one is told that somebody left.
  const left = await ctx.db.select().from(feedEvents).where(eq(feedEvents.kind, "member-left"));
  expect(left).toMatchObject([{ accountId: primary.account.id }]);
});

test("SEC-61, R-851 · another one's attachment, a request and an ended one are as if they did not exist", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account } = await aMemberOf(ctx, structure);
  const other = await aMemberOf(ctx, structure);
  const waiting = await aPendingRequest(ctx, await aStructure(ctx), { account });
  const ended = await aMemberOf(ctx, await aStructure(ctx), { account, status: "ended" });
  const { actor } = await aSessionOf(ctx, account);
  for (const attachmentId of [other.attachment.id, waiting.attachment.id, ended.attachment.id, ctx.id()]) {
    expect(await leaveStructure(ctx, actor, { attachmentId })).toEqual({ kind: "not-found" });
  }
  expect(await ctx.db.$count(outboxMessages)).toBe(0);
});

test("SEC-66 · twenty clicks at once are one departure, told once", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account, attachment } = await aMemberOf(ctx, structure);
  const { actor } = await aSessionOf(ctx, account);
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, () => leaveStructure(ctx, actor, { attachmentId: attachment.id })),
  );
  expect(outcomes.filter(({ kind }) => kind === "left")).toHaveLength(1);
  expect([await ctx.db.$count(outboxMessages), await ctx.db.$count(structureHistory)]).toEqual([1, 1]);
});
