import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { attachments, feedEvents, structureHistory, subscriptions } from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { structures } from "@/drizzle/schema/structure";
import { clearTrail } from "@/lib/testing/clear-trail";
import { testContext } from "@/lib/testing/context";
import {
  aManagerOf,
  aMemberOf,
  anAccount,
  aPasswordProofOf,
  aPendingRequest,
  aPermitOf,
  aSessionOf,
  aStructure,
  aSubscriptionRequest,
} from "@/lib/testing/people";
import { deactivateStructure } from "./deactivate-structure";

async function aManagedStructure() {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const manager = await aManagerOf(ctx, structure);
  const permit = await aPermitOf(ctx, manager.account, { structure, right: "change-identifier" });
  const proof = await aPasswordProofOf(ctx, permit.holder);
  await clearTrail(ctx);
  return { ctx, structure, manager, permit, proof };
}

test("R-801 · N-14 · N-20 · nobody loses what he has, what waits is cancelled, and those concerned are told", async () => {
  const { ctx, structure, manager, permit, proof } = await aManagedStructure();
  const secondary = await aManagerOf(ctx, structure, { role: "secondary-manager" });
  const member = await aMemberOf(ctx, structure);
  const wish = await aSubscriptionRequest(ctx, member);
  const request = await aPendingRequest(ctx, structure);
  const elsewhere = await aPendingRequest(ctx, await aStructure(ctx));

  expect(await deactivateStructure(ctx, permit, { proof })).toEqual({ kind: "deactivated" });

  const [after] = await ctx.db.select().from(structures).where(eq(structures.id, structure.id));
  expect(after).toMatchObject({ status: "inactive", version: 2 });
  const statusOf = async (id: string) =>
    (await ctx.db.select().from(attachments).where(eq(attachments.id, id)))[0]?.status;
  expect(await statusOf(member.attachment.id)).toBe("approved");
  expect(await statusOf(request.attachment.id)).toBe("cancelled");
  expect(await statusOf(elsewhere.attachment.id)).toBe("pending");
  const [closed] = await ctx.db.select().from(subscriptions).where(eq(subscriptions.id, wish.id));
  expect(closed).toMatchObject({ status: "cancelled", decidedBy: manager.account.id });

  const told = (await ctx.db.select().from(feedEvents)).map(({ accountId }) => accountId).sort();
  expect(told).toEqual([manager.account.id, secondary.account.id, member.account.id, request.account.id].sort());
  const mails = await ctx.db.select().from(outboxMessages);
  const recipientsOf = (wanted: string) =>
    mails.filter(({ kind }) => kind === wanted).map(({ recipient }) => recipient);
  expect(recipientsOf("structure-deactivated").sort()).toEqual(
    [manager.account.contactEmail, secondary.account.contactEmail].sort(),
  );
  expect(recipientsOf("attachment-request-closed")).toEqual([request.account.contactEmail]);
  expect((await ctx.db.select().from(structureHistory)).map(({ kind }) => kind).sort()).toEqual([
    "attachment-cancelled",
    "structure-deactivated",
    "subscription-cancelled",
  ]);
  const events = await ctx.db.select().from(auditEvents);
  expect(events.map(({ kind }) => kind).sort()).toEqual([
    "attachment-cancelled",
    "structure-deactivated",
    "subscription-cancelled",
  ]);
});

test("SEC-63 · R-853 · those inside read which manager deactivated it; who only asked to come in reads no name", async () => {
  const { ctx, structure, manager, permit, proof } = await aManagedStructure();
  const wisher = await aMemberOf(ctx, structure);
  await aSubscriptionRequest(ctx, wisher);
  const stranger = await aPendingRequest(ctx, structure);
  await deactivateStructure(ctx, permit, { proof });
  const feed = await ctx.db.select().from(feedEvents);
  const toldTo = (accountId: string) =>
    feed.filter((line) => line.accountId === accountId).map(({ kind, personName }) => [kind, personName]);
  const named = [["structure-deactivated", "Camille Martin"]];
  expect([toldTo(manager.account.id), toldTo(wisher.account.id)]).toEqual([named, named]);
  expect(toldTo(stranger.account.id)).toEqual([["attachment-request-closed", null]]);
});

test("SEC-63 · R-005 · of support nobody reads a name", async () => {
  const { ctx, structure, manager } = await aManagedStructure();
  const stranger = await aPendingRequest(ctx, structure);
  const agent = await anAccount(ctx, { isAdministrator: true });
  const permit = await aPermitOf(ctx, agent, { structure, right: "change-identifier" });
  const proof = await aPasswordProofOf(ctx, permit.holder);
  expect(await deactivateStructure(ctx, permit, { proof })).toEqual({ kind: "deactivated" });
  const feed = await ctx.db.select().from(feedEvents);
  expect(feed.map(({ accountId, kind, personName }) => [accountId, kind, personName])).toEqual([
    [manager.account.id, "structure-deactivated-by-support", null],
    [stranger.account.id, "attachment-request-closed", null],
  ]);
});

test("R-801 · sent five times at once, it is deactivated once", async () => {
  const { ctx, permit, proof } = await aManagedStructure();
  const outcomes = await Promise.all(Array.from({ length: 5 }, () => deactivateStructure(ctx, permit, { proof })));
  expect(outcomes.filter(({ kind }) => kind === "deactivated")).toHaveLength(1);
  expect(outcomes.filter(({ kind }) => kind === "already-inactive")).toHaveLength(4);
  expect(await ctx.db.$count(outboxMessages)).toBe(1);
});

test("R-801 · SEC-45 · a password that somebody else gave changes nothing", async () => {
  const { ctx, structure, permit } = await aManagedStructure();
  const { actor } = await aSessionOf(ctx, await anAccount(ctx));
  const foreign = await aPasswordProofOf(ctx, actor);
  await expect(deactivateStructure(ctx, permit, { proof: foreign })).rejects.toThrow("somebody else");
  const [after] = await ctx.db.select().from(structures).where(eq(structures.id, structure.id));
  expect(after?.status).toBe("active");
});

test("R-801 · five hundred requests that wait are closed with it, each with its line in the audit trail", async () => {
  const { ctx, structure, permit, proof } = await aManagedStructure();
  const { passwordHash } = await anAccount(ctx);
  for (let count = 0; count < 500; count++) {
    await aPendingRequest(ctx, structure, { account: await anAccount(ctx, { passwordHash }) });
  }
  ctx.queries();
  expect(await deactivateStructure(ctx, permit, { proof })).toEqual({ kind: "deactivated" });
  expect(ctx.queries()).toBeLessThan(25);
  expect(await ctx.db.$count(auditEvents, eq(auditEvents.kind, "attachment-cancelled"))).toBe(500);
  expect(await ctx.db.$count(attachments, eq(attachments.status, "cancelled"))).toBe(500);
});
