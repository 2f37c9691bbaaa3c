import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { attachments, feedEvents, structureHistory, subscriptions } from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import type { Role } from "@/lib/structure/rights";
import { clearTrail } from "@/lib/testing/clear-trail";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, aPermitOf, aSessionOf, aStructure, DEACTIVATED } from "@/lib/testing/people";
import { suspendMember } from "./suspend-member";

const right = "manage-members";

test("R-851, N-15, R-1105 · a manager suspends a person until a day: written down, told, and the uses stay", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const manager = await aManagerOf(ctx, structure);
  const { account, attachment } = await aMemberOf(ctx, structure);
  const permit = await aPermitOf(ctx, manager.account, { structure, right });
  await clearTrail(ctx);

  const outcome = await suspendMember(ctx, permit, { attachmentId: attachment.id, reactivateOn: "2026-01-06" });
  expect(outcome).toEqual({ kind: "done" });

  const [row] = await ctx.db.select().from(attachments).where(eq(attachments.id, attachment.id));
  expect(row).toMatchObject({ status: "suspended", reactivateOn: "2026-01-06" });
  const uses = await ctx.db.select().from(subscriptions).where(eq(subscriptions.accountId, account.id));
  expect(uses.map(({ status }) => status)).toEqual(["active", "active"]);
  // what he may do is gone with the next click.
  const { actor } = await aSessionOf(ctx, account);
  expect(actor.subscriptions).toEqual([]);

  const by = { actorId: manager.account.id, targetId: attachment.id };
  expect(await ctx.db.select().from(structureHistory)).toMatchObject([
    { ...by, kind: "attachment-suspended", subjectId: account.id },
  ]);
  expect(await ctx.db.select().from(auditEvents)).toMatchObject([
    { ...by, kind: "attachment-suspended", facts: { structureId: structure.id, reactivateOn: "2026-01-06" } },
  ]);
  expect(await ctx.db.select().from(feedEvents)).toMatchObject([
    { accountId: account.id, kind: "attachment-suspended", personName: "Camille Martin" },
  ]);
  expect(await ctx.db.select().from(outboxMessages)).toMatchObject([
    { recipient: account.contactEmail, message: { decision: "suspended", deciderId: manager.account.id } },
  ]);
});

test("R-510, N-15 · whose account is frozen is suspended all the same, and not written to", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const manager = await aManagerOf(ctx, structure);
  const { account, attachment } = await aMemberOf(ctx, structure);
  const permit = await aPermitOf(ctx, manager.account, { structure, right });
  await ctx.db.update(accounts).set(DEACTIVATED).where(eq(accounts.id, account.id));
  const outcome = await suspendMember(ctx, permit, { attachmentId: attachment.id, reactivateOn: null });
  expect(outcome).toEqual({ kind: "done" });
  expect(await ctx.db.$count(structureHistory)).toBe(1);
  expect(await ctx.db.$count(outboxMessages)).toBe(0);
});

describe("R-006, SEC-64 · nobody raises himself", () => {
  const cases: [by: Role, on: Role, kind: string][] = [
    ["primary-manager", "member", "done"],
    ["primary-manager", "secondary-manager", "done"],
    ["secondary-manager", "member", "done"],
    ["secondary-manager", "secondary-manager", "not-permitted"],
    ["secondary-manager", "primary-manager", "not-permitted"],
  ];

  test.each(cases)("a %s on a %s: %s", async (by, on, kind) => {
    const ctx = await testContext();
    const structure = await aStructure(ctx);
    const { account } = await aManagerOf(ctx, structure, { role: by });
    const other = await aManagerOf(ctx, structure, { role: on });
    const permit = await aPermitOf(ctx, account, { structure, right });
    const outcome = await suspendMember(ctx, permit, { attachmentId: other.attachment.id, reactivateOn: null });
    expect(outcome.kind).toBe(kind);
    expect(await ctx.db.$count(outboxMessages)).toBe(kind === "done" ? 1 : 0);
  });

  test.each(["primary-manager", "secondary-manager"] as const)("a %s on himself", async (role) => {
    const ctx = await testContext();
    const structure = await aStructure(ctx);
    const { account, attachment } = await aManagerOf(ctx, structure, { role });
    const permit = await aPermitOf(ctx, account, { structure, right });
    const outcome = await suspendMember(ctx, permit, { attachmentId: attachment.id, reactivateOn: null });
    expect(outcome).toEqual({ kind: "not-permitted" });
  });
});

test.each([
  ["2026-01-04", "date-not-future"],
  ["2026-01-05", "date-not-future"],
  // It is the sixth in Paris already.
  ["2026-01-06", "date-not-future"],
  ["2026-01-07", "done"],
])("R-851, R-1206 · late on the fifth, %s is %s", async (reactivateOn, kind) => {
  const ctx = await testContext({ now: "2026-01-05T23:30:00Z" });
  const structure = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, structure);
  const { attachment } = await aMemberOf(ctx, structure);
  const permit = await aPermitOf(ctx, account, { structure, right });
  expect((await suspendMember(ctx, permit, { attachmentId: attachment.id, reactivateOn })).kind).toBe(kind);
});

test.each(["pending", "refused", "cancelled", "suspended", "ended"] as const)(
  "R-851 · an attachment that is %s is not suspended",
  async (status) => {
    const ctx = await testContext();
    const structure = await aStructure(ctx);
    const { account } = await aManagerOf(ctx, structure);
    const { attachment } = await aMemberOf(ctx, structure, { status });
    const permit = await aPermitOf(ctx, account, { structure, right });
    const outcome = await suspendMember(ctx, permit, { attachmentId: attachment.id, reactivateOn: null });
    expect(outcome).toEqual({ kind: "wrong-state" });
  },
);

test("SEC-61, SEC-62 · another structure's person is as if he did not exist", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, structure);
  const elsewhere = await aMemberOf(ctx, await aStructure(ctx));
  const permit = await aPermitOf(ctx, account, { structure, right });
  for (const attachmentId of [elsewhere.attachment.id, ctx.id()]) {
    expect(await suspendMember(ctx, permit, { attachmentId, reactivateOn: null })).toEqual({ kind: "not-found" });
  }
});

test("SEC-67 · who was a manager when the page was shown, and is none any more, suspends nobody", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  await aManagerOf(ctx, structure);
  const former = await aManagerOf(ctx, structure, { role: "secondary-manager" });
  const { attachment } = await aMemberOf(ctx, structure);
  const permit = await aPermitOf(ctx, former.account, { structure, right });
  await ctx.db.update(attachments).set({ role: "member" }).where(eq(attachments.id, former.attachment.id));
  const outcome = await suspendMember(ctx, permit, { attachmentId: attachment.id, reactivateOn: null });
  expect(outcome).toEqual({ kind: "not-permitted" });
});

test("SEC-66 · two managers at once suspend once, and tell once", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const one = await aManagerOf(ctx, structure);
  const other = await aManagerOf(ctx, structure, { role: "secondary-manager" });
  const { attachment } = await aMemberOf(ctx, structure);
  const permits = await Promise.all([one, other].map(({ account }) => aPermitOf(ctx, account, { structure, right })));
  const outcomes = await Promise.all(
    Array.from({ length: 10 }, () => permits)
      .flat()
      .map((permit) => suspendMember(ctx, permit, { attachmentId: attachment.id, reactivateOn: null })),
  );
  expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["done", ...Array(19).fill("wrong-state")]);
  expect([await ctx.db.$count(outboxMessages), await ctx.db.$count(structureHistory)]).toEqual([1, 1]);
});
