import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { attachmentDepartments, attachments, subscriptions } from "@/drizzle/schema/attachment";
import { departments } from "@/drizzle/schema/structure";
import { testContext } from "@/lib/testing/context";
import {
  aManagerOf,
  aMemberOf,
  anAccount,
  aPendingRequest,
  aSessionOf,
  aStructure,
  aSubscriptionRequest,
} from "@/lib/testing/people";
import { cancelSubscriptionRequest } from "./cancel-subscription-request";
import { findOwnOverview } from "./find-own-overview";
import { leaveStructure } from "./leave-structure";

test("R-605 · R-606 · R-607 · S-10 tells structures, workspaces and requests in one statement", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  const here = await aStructure(ctx, { legalName: "Boulangerie", opened: ["FACTURES_EMISES", "ENGAGEMENTS"] });
  const there = await aStructure(ctx, { legalName: "Atelier" });
  const { attachment: own } = await aMemberOf(ctx, here, { account });
  const { attachment: waiting } = await aPendingRequest(ctx, there, { account });
  const departmentId = ctx.id();
  const department = { id: departmentId, code: "A", name: "Achats", validFrom: "2020-01-01" };
  await ctx.db.insert(departments).values({ ...department, structureId: there.id });
  await ctx.db
    .insert(attachmentDepartments)
    .values({ attachmentId: waiting.id, departmentId, status: "pending", requestedAt: ctx.now() });
  await ctx.db.insert(subscriptions).values({
    id: ctx.id(),
    accountId: account.id,
    structureId: here.id,
    workspace: "ENGAGEMENTS",
    access: "read",
    status: "pending",
    requestedAt: ctx.now(),
  });
  const { actor } = await aSessionOf(ctx, account);
  ctx.queries();
  const overview = await findOwnOverview(ctx, actor);
  expect(ctx.queries()).toBe(1);
  expect(overview.attachments).toMatchObject([
    { attachmentId: waiting.id, departments: ["Achats"], status: "pending", structure: { designation: "Atelier" } },
    { attachmentId: own.id, departments: [], status: "approved", role: "member" },
  ]);
  expect(overview.subscriptions).toMatchObject([
    { workspace: "ENGAGEMENTS", access: "read", status: "pending", department: null },
    { workspace: "FACTURES_EMISES", access: "write", status: "active" },
  ]);
  // What came with the attachment was never asked for.
  expect(overview.requests.map(({ type, status }) => [type, status]).sort()).toEqual([
    ["attachment", "pending"],
    ["subscription", "pending"],
  ]);
});

test("R-605, R-852 · a department that was refused is not among those one has; the history keeps what was asked", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account, attachment } = await aPendingRequest(ctx, structure);
  for (const [name, status] of [
    ["Achats", "approved"],
    ["Ventes", "refused"],
  ] as const) {
    const id = ctx.id();
    const department = { id, structureId: structure.id, code: name, name, validFrom: "2020-01-01" };
    await ctx.db.insert(departments).values(department);
    const line = { attachmentId: attachment.id, departmentId: id, status, requestedAt: ctx.now() };
    await ctx.db.insert(attachmentDepartments).values(line);
  }
  const decided = { status: "approved", decidedAt: new Date("2026-01-06T09:00:00Z") } as const;
  await ctx.db.update(attachments).set(decided).where(eq(attachments.id, attachment.id));
  const { actor } = await aSessionOf(ctx, account);
  const overview = await findOwnOverview(ctx, actor);
  expect(overview.attachments).toMatchObject([{ departments: ["Achats"] }]);
  expect(overview.requests).toMatchObject([{ departments: ["Achats", "Ventes"] }]);
});

test("R-607, R-704 · a request that was taken back, or ended with the attachment, has the moment of that", async () => {
  const ctx = await testContext();
  const member = await aMemberOf(ctx, await aStructure(ctx), { workspaces: [] });
  const taken = await aSubscriptionRequest(ctx, member);
  await aSubscriptionRequest(ctx, member, { workspace: "ENGAGEMENTS" });
  const { actor } = await aSessionOf(ctx, member.account);
  ctx.moveTo("2026-01-06T09:00:00Z");
  await cancelSubscriptionRequest(ctx, actor, { subscriptionId: taken.id });
  await leaveStructure(ctx, actor, { attachmentId: member.attachment.id });
  const at = ctx.now();
  expect((await findOwnOverview(ctx, actor)).requests).toMatchObject([
    { type: "subscription", status: "cancelled", decidedAt: at },
    { type: "subscription", status: "cancelled", decidedAt: at },
  ]);
});

test("R-605 · what has ended is history, and another person's rows are nobody's business", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  await aManagerOf(ctx, structure);
  const { account, attachment } = await aMemberOf(ctx, structure);
  const ended = { status: "ended", decidedAt: new Date("2026-01-06T09:00:00Z") } as const;
  await ctx.db.update(attachments).set(ended).where(eq(attachments.id, attachment.id));
  const { actor } = await aSessionOf(ctx, account);
  expect(await findOwnOverview(ctx, actor)).toMatchObject({
    attachments: [],
    subscriptions: [],
    requests: [{ type: "attachment", status: "ended" }],
  });
});

test("SEC-63 · of a private individual one only waits for, no list says the name", async () => {
  const ctx = await testContext();
  const individual = await aStructure(ctx, {
    identifierType: "PARTICULIER",
    identifier: "2701201456",
    legalName: "Claire Petit",
  });
  const { account } = await aPendingRequest(ctx, individual);
  const { actor } = await aSessionOf(ctx, account);
  const overview = await findOwnOverview(ctx, actor);
  expect(overview.attachments).toMatchObject([{ structure: { designation: null } }]);
  expect(JSON.stringify(overview)).not.toContain("Petit");
});
