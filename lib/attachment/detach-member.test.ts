import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { attachments, feedEvents, structureHistory, subscriptions } from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { clearTrail } from "@/lib/testing/clear-trail";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, aPermitOf, aSessionOf, aStructure, aSubscriptionRequest } from "@/lib/testing/people";
import { detachMember } from "./detach-member";
import { leaveStructure } from "./leave-structure";
import { suspendMember } from "./suspend-member";

const right = "manage-members";

test.each(["approved", "suspended"] as const)(
  "R-851, R-704, N-15 · a manager detaches a person who is %s: everything he used or asked for there is over",
  async (status) => {
    const ctx = await testContext();
    const structure = await aStructure(ctx, { opened: ["FACTURES_EMISES", "SUIVI_FLUX"] });
    const manager = await aManagerOf(ctx, structure);
    const person = await aMemberOf(ctx, structure, { status, workspaces: ["FACTURES_EMISES"] });
    const wish = await aSubscriptionRequest(ctx, person);
    const elsewhere = await aMemberOf(ctx, await aStructure(ctx), { account: person.account });
    const permit = await aPermitOf(ctx, manager.account, { structure, right });
    await clearTrail(ctx);

    expect(await detachMember(ctx, permit, { attachmentId: person.attachment.id })).toEqual({ kind: "done" });

    const [row] = await ctx.db.select().from(attachments).where(eq(attachments.id, person.attachment.id));
    expect(row).toMatchObject({ status: "ended", endedAt: ctx.now(), reactivateOn: null });
    const uses = await ctx.db.select().from(subscriptions).where(eq(subscriptions.accountId, person.account.id));
    const here = uses.filter(({ structureId }) => structureId === structure.id);
    expect(here.map(({ status: state }) => state).sort()).toEqual(["cancelled", "ended"]);
    const there = uses.filter(({ structureId }) => structureId === elsewhere.attachment.structureId);
    expect(there.map(({ status: state }) => state)).toEqual(["active", "active"]);
    expect((await ctx.db.select().from(auditEvents)).map(({ kind }) => kind).sort()).toEqual([
      "attachment-ended",
      "subscription-cancelled",
      "subscription-ended",
    ]);
    const [ended] = await ctx.db.select().from(auditEvents).where(eq(auditEvents.kind, "attachment-ended"));
    expect(ended?.facts).toEqual({ structureId: structure.id, from: status, cause: "manager" });
    expect(await ctx.db.select().from(structureHistory)).toMatchObject([
      { kind: "attachment-ended", actorId: manager.account.id, subjectId: person.account.id },
      // the request has its end in its own history.
      {
        kind: "subscription-cancelled",
        actorId: manager.account.id,
        subjectId: person.account.id,
        targetId: wish.id,
        workspace: "SUIVI_FLUX",
      },
    ]);
    expect(await ctx.db.select().from(feedEvents)).toMatchObject([
      { accountId: person.account.id, kind: "attachment-ended", personName: "Camille Martin" },
    ]);
    expect(await ctx.db.select().from(outboxMessages)).toMatchObject([
      { recipient: person.account.contactEmail, message: { decision: "ended", deciderId: manager.account.id } },
    ]);
  },
);

test("R-851 · a request is decided, not detached; who has left already stays so", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, structure);
  const permit = await aPermitOf(ctx, account, { structure, right });
  for (const status of ["pending", "refused", "cancelled", "ended"] as const) {
    const { attachment } = await aMemberOf(ctx, structure, { status });
    expect(await detachMember(ctx, permit, { attachmentId: attachment.id })).toEqual({ kind: "wrong-state" });
  }
});

test("SEC-61, SEC-64 · not the primary manager, not oneself, not an equal, and nobody from elsewhere", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const primary = await aManagerOf(ctx, structure);
  const secondary = await aManagerOf(ctx, structure, { role: "secondary-manager" });
  const equal = await aManagerOf(ctx, structure, { role: "secondary-manager" });
  const foreign = await aMemberOf(ctx, await aStructure(ctx));
  const permit = await aPermitOf(ctx, secondary.account, { structure, right });
  const by = async (attachmentId: string) => (await detachMember(ctx, permit, { attachmentId })).kind;
  const others = [primary, secondary, equal, foreign].map(({ attachment }) => attachment.id);
  expect(await Promise.all(others.map(by))).toEqual(["not-permitted", "not-permitted", "not-permitted", "not-found"]);
  expect(await ctx.db.$count(outboxMessages)).toBe(0);
});

test("SEC-65, SEC-66 · detached, suspended and leaving at once: the attachment ends once", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const manager = await aManagerOf(ctx, structure);
  const { account, attachment } = await aMemberOf(ctx, structure);
  const permit = await aPermitOf(ctx, manager.account, { structure, right });
  const { actor } = await aSessionOf(ctx, account);
  const attachmentId = attachment.id;
  const outcomes = await Promise.all(
    Array.from({ length: 8 }, () => [
      detachMember(ctx, permit, { attachmentId }),
      suspendMember(ctx, permit, { attachmentId, reactivateOn: null }),
      leaveStructure(ctx, actor, { attachmentId }),
    ]).flat(),
  );
  const kinds = outcomes.map(({ kind }) => kind);
  // It ends once: detached or left; it may have been suspended before.
  const ends = await ctx.db
    .select()
    .from(structureHistory)
    .then((lines) => lines.filter(({ kind }) => kind === "attachment-ended" || kind === "member-left"));
  expect(ends).toHaveLength(1);
  expect(kinds).toContain("wrong-state");
  const [row] = await ctx.db.select().from(attachments).where(eq(attachments.id, attachmentId));
  expect(row?.status).toBe("ended");
});
