import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { attachments, subscriptions } from "@/drizzle/schema/attachment";
import { departments } from "@/drizzle/schema/structure";
import { type TestContext, testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, anAccount, aSessionOf, aStructure } from "@/lib/testing/people";
import { findSubscriptionRequest } from "./find-subscription-request";

test("R-902 R-906 · who decides sees the request for a workspace, and what the person asked or used before", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx, { opened: ["SUIVI_FLUX"] });
  const manager = await aManagerOf(ctx, structure);
  const { account } = await aMemberOf(ctx, structure, {
    account: await anAccount(ctx, { givenName: "Inès", familyName: "Moreau" }),
  });
  const past = await wanted(ctx, structure.id, account.id, { status: "refused", refusalReason: "Trop tôt" });
  ctx.moveTo("2026-01-06T09:00:00Z");
  const id = await wanted(ctx, structure.id, account.id, { comment: "Pour la compta" });
  const next = await wanted(ctx, structure.id, account.id, { workspace: "ENGAGEMENTS" });

  const { actor } = await aSessionOf(ctx, manager.account);
  ctx.queries();
  const found = await findSubscriptionRequest(ctx, actor, id);
  expect(ctx.queries()).toBe(1);
  expect(found).toMatchObject({
    subscriptionId: id,
    requester: "Inès Moreau",
    requesterEmail: account.contactEmail,
    attachment: { role: "member", isSuspended: false, reactivateOn: null },
    workspace: "SUIVI_FLUX",
    access: "read",
    department: null,
    isWorkspaceOpen: true,
    isStructureActive: true,
    status: "pending",
    comment: "Pour la compta",
    requestedAt: ctx.now(),
    earlier: [{ id: past, status: "refused", reason: "Trop tôt", requestedAt: new Date("2026-01-05T09:00:00Z") }],
    history: [],
    nextId: next,
  });
  expect((await findSubscriptionRequest(ctx, actor, next))?.isWorkspaceOpen).toBe(false);
});

test("R-851 R-852 R-906 · a suspended requester is not a detached one: who decides learns until when, and what to reactivate", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx, { opened: ["SUIVI_FLUX"] });
  const { actor } = await aSessionOf(ctx, (await aManagerOf(ctx, structure)).account);
  const { account, attachment } = await aMemberOf(ctx, structure);
  const id = await wanted(ctx, structure.id, account.id, {});
  const becomes = (state: Partial<typeof attachments.$inferInsert>) =>
    ctx.db.update(attachments).set(state).where(eq(attachments.id, attachment.id));
  const tie = async () => (await findSubscriptionRequest(ctx, actor, id))?.attachment;

  await becomes({ status: "suspended", reactivateOn: "2026-02-01" });
  expect(await tie()).toEqual({ id: attachment.id, role: "member", isSuspended: true, reactivateOn: "2026-02-01" });
  await becomes({ reactivateOn: null });
  expect(await tie()).toMatchObject({ isSuspended: true, reactivateOn: null });
  await becomes({ status: "ended", endedAt: ctx.now() });
  expect(await tie()).toBeNull();
});

test("R-906 · what a person came to use after the request is nothing that was asked before", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx, { opened: ["SUIVI_FLUX"] });
  const { actor } = await aSessionOf(ctx, (await aManagerOf(ctx, structure)).account);
  const { account } = await aMemberOf(ctx, structure);
  const departmentId = ctx.id();
  await ctx.db
    .insert(departments)
    .values({ id: departmentId, structureId: structure.id, code: "ACH", name: "Achats", validFrom: "2020-01-01" });
  const id = await wanted(ctx, structure.id, account.id, { departmentId });
  ctx.moveTo("2026-01-06T09:00:00Z");
  await wanted(ctx, structure.id, account.id, { status: "active", decidedAt: ctx.now() });
  expect((await findSubscriptionRequest(ctx, actor, id))?.earlier).toEqual([]);
});

test("SEC-61 · a request of another structure is as absent as one that never was", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  await aManagerOf(ctx, structure);
  const member = await aMemberOf(ctx, structure);
  const id = await wanted(ctx, structure.id, member.account.id, {});
  const elsewhere = await aManagerOf(ctx, await aStructure(ctx));
  for (const account of [elsewhere.account, member.account]) {
    const { actor } = await aSessionOf(ctx, account);
    expect(await findSubscriptionRequest(ctx, actor, id)).toBeNull();
  }
});

async function wanted(
  ctx: TestContext,
  structureId: string,
  accountId: string,
  details: Partial<typeof subscriptions.$inferInsert>,
): Promise<string> {
  const id = ctx.id();
  await ctx.db.insert(subscriptions).values({
    id,
    accountId,
    structureId,
    workspace: "SUIVI_FLUX",
    access: "read",
    status: "pending",
    requestedAt: ctx.now(),
    ...details,
  });
  return id;
}
