import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { attachments, subscriptions } from "@/drizzle/schema/attachment";
import { type TestContext, testContext } from "@/lib/testing/context";
import {
  type Account,
  aManagerOf,
  aMemberOf,
  anAccount,
  aPermitOf,
  aSessionOf,
  aStructure,
  aSubscriptionRequest,
} from "@/lib/testing/people";
import { approveSubscription } from "./approve-subscription";
import { closeWorkspaces } from "./close-workspaces";
import { detachMember } from "./detach-member";
import { findOwnSubscription } from "./find-own-subscription";
import { permitFor } from "./permit-for";
import { refuseSubscription } from "./refuse-subscription";
import { requestSubscription } from "./request-subscription";

async function actorOf(ctx: TestContext, account: Account) {
  return (await aSessionOf(ctx, account)).actor;
}

async function aHouse(ctx: TestContext) {
  const structure = await aStructure(ctx, { opened: ["SUIVI_FLUX", "ENGAGEMENTS"] });
  const manager = await actorOf(ctx, (await aManagerOf(ctx, structure, { workspaces: [] })).account);
  const member = await actorOf(ctx, (await aMemberOf(ctx, structure, { workspaces: [] })).account);
  const permits = {
    ask: permitFor(member, structure.id, "request-subscription"),
    decide: permitFor(manager, structure.id, "decide-requests"),
    close: permitFor(manager, structure.id, "manage-workspaces"),
  };
  if (!permits.ask || !permits.decide || !permits.close) throw new Error("a manager and a member");
  const { ask, decide, close } = permits;
  await requestSubscription(ctx, ask, {
    workspaces: ["SUIVI_FLUX", "ENGAGEMENTS"],
    access: "read",
    departmentId: null,
    comment: "Pour nos flux",
  });
  const [row] = await ctx.db.select().from(subscriptions).where(eq(subscriptions.workspace, "SUIVI_FLUX"));
  return { structure, manager, member, decide, close, subscriptionId: row?.id ?? "" };
}

test("R-606 · a request tells where it stands, who was told, and what was asked for with it, in one statement", async () => {
  const ctx = await testContext();
  const { structure, manager, member, subscriptionId } = await aHouse(ctx);
  ctx.queries();
  const found = await findOwnSubscription(ctx, member, subscriptionId);
  expect(ctx.queries()).toBe(1);
  expect(found).toMatchObject({
    workspace: "SUIVI_FLUX",
    access: "read",
    status: "pending",
    comment: "Pour nos flux",
    department: null,
    requestedAt: ctx.now(),
    structure: { structureId: structure.id, designation: structure.legalName },
    managers: [`${manager.givenName} ${manager.familyName}`],
    together: [{ workspace: "ENGAGEMENTS", status: "pending" }],
    steps: [{ kind: "subscription-requested", happenedAt: ctx.now(), by: "oneself", reason: null }],
  });
});

test("R-606 · a refusal is told with its reason, the end by a closed workspace with who closed it", async () => {
  const ctx = await testContext();
  const { member, decide, close, subscriptionId } = await aHouse(ctx);
  const other = (await findOwnSubscription(ctx, member, subscriptionId))?.together[0]?.subscriptionId ?? "";
  ctx.moveTo("2026-01-06T09:00:00Z");
  await refuseSubscription(ctx, decide, { subscriptionId: other, reason: "Pas utile" });
  await approveSubscription(ctx, decide, { subscriptionId });
  ctx.moveTo("2026-01-07T09:00:00Z");
  await closeWorkspaces(ctx, close, { workspaces: ["SUIVI_FLUX"] });
  expect((await findOwnSubscription(ctx, member, other))?.steps).toMatchObject([
    { kind: "subscription-requested" },
    { kind: "subscription-refused", reason: "Pas utile" },
  ]);
  expect(await findOwnSubscription(ctx, member, subscriptionId)).toMatchObject({
    status: "ended",
    steps: [{ kind: "subscription-requested" }, { kind: "subscription-approved" }, { kind: "workspace-closed" }],
  });
});

test("R-704 · a request that ended with the attachment says so, and who ended it", async () => {
  const ctx = await testContext();
  const { structure, manager, member, subscriptionId } = await aHouse(ctx);
  const permit = permitFor(manager, structure.id, "manage-members");
  const attachmentId = member.attachments[0]?.attachmentId ?? "";
  if (!permit) throw new Error("a manager");
  ctx.moveTo("2026-01-06T09:00:00Z");
  expect(await detachMember(ctx, permit, { attachmentId })).toEqual({ kind: "done" });
  expect(await findOwnSubscription(ctx, member, subscriptionId)).toMatchObject({
    status: "cancelled",
    // One is a stranger again (C-20).
    steps: [
      { kind: "subscription-requested", by: "oneself" },
      { kind: "subscription-cancelled", by: { name: "Camille M." } },
    ],
    managers: [],
  });
});

test("SEC-63 · support decides without a name; a private individual has one for those who are attached alone", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx, {
    identifierType: "PARTICULIER",
    identifier: "2701201456",
    legalName: "Claire Petit",
  });
  const owner = await aManagerOf(ctx, structure, {
    account: await anAccount(ctx, { givenName: "Claire", familyName: "Petit" }),
    role: "secondary-manager",
  });
  const member = await aMemberOf(ctx, structure, { workspaces: [] });
  const [byOwner, bySupport] = [
    await aSubscriptionRequest(ctx, member),
    await aSubscriptionRequest(ctx, member, { workspace: "ENGAGEMENTS" }),
  ];
  const agent = await anAccount(ctx, { isAdministrator: true, givenName: "Sarah", familyName: "Guichet" });
  const permit = await aPermitOf(ctx, owner.account, { structure, right: "decide-requests" });
  await refuseSubscription(ctx, permit, { subscriptionId: byOwner.id, reason: "Non" });
  await ctx.db.update(attachments).set({ role: "member" }).where(eq(attachments.id, owner.attachment.id));
  const support = await aPermitOf(ctx, agent, { structure, right: "decide-requests" });
  await refuseSubscription(ctx, support, { subscriptionId: bySupport.id, reason: "Non" });
  const { actor } = await aSessionOf(ctx, member.account);
  const seen = async ({ id }: { id: string }) => {
    const found = await findOwnSubscription(ctx, actor, id);
    return [found?.structure.designation, found?.steps.map(({ by }) => by)];
  };
  expect(await seen(byOwner)).toEqual(["Claire Petit", [{ name: "Claire Petit" }]]);
  expect(await seen(bySupport)).toEqual(["Claire Petit", ["support"]]);
  await ctx.db.update(attachments).set({ status: "ended" }).where(eq(attachments.id, member.attachment.id));
  expect(await seen(byOwner)).toEqual([null, ["manager"]]);
  expect(await seen(bySupport)).toEqual([null, ["support"]]);
});

test("SEC-61 · somebody else's subscription does not exist, for his managers neither", async () => {
  const ctx = await testContext();
  const { manager, member, subscriptionId } = await aHouse(ctx);
  expect(await findOwnSubscription(ctx, manager, subscriptionId)).toBeNull();
  expect(await findOwnSubscription(ctx, member, ctx.id())).toBeNull();
});
