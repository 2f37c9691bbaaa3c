import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { attachments, feedEvents } from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aPendingRequest, aStructure, DEACTIVATED } from "@/lib/testing/people";
import { countRequestsToRemindOf, remindOfRequests } from "./remind-of-requests";

test("R-855 · R-1206 · the managers are reminded after 15 and after 30 days, to the second, and no more", async () => {
  // In winter; 15 days later it is summer time.
  const ctx = await testContext({ now: "2026-03-20T09:00:00Z" });
  const structure = await aStructure(ctx);
  const manager = await aManagerOf(ctx, structure);
  const deputy = await aManagerOf(ctx, structure, { role: "secondary-manager" });
  const { attachment } = await aPendingRequest(ctx, structure);
  const runAt = (moment: string) => {
    ctx.moveTo(moment);
    return remindOfRequests(ctx);
  };
  expect(await runAt("2026-04-04T07:59:59Z")).toBe(0);
  expect(await runAt("2026-04-04T08:00:00Z")).toBe(1);
  expect(await remindOfRequests(ctx)).toBe(0);
  expect(await runAt("2026-04-19T07:59:59Z")).toBe(0);
  expect(await runAt("2026-04-19T08:00:00Z")).toBe(1);
  expect(await runAt("2026-05-18T08:00:00Z")).toBe(0);

  const mails = await ctx.db.select().from(outboxMessages);
  expect(mails.map(({ recipient }) => recipient).sort()).toEqual(
    [manager, deputy].flatMap(({ account }) => [account.contactEmail, account.contactEmail]).sort(),
  );
  expect(mails[0]?.message).toEqual({
    kind: "requests-still-pending",
    structureId: structure.id,
    attachmentIds: [attachment.id],
  });
  expect(await ctx.db.$count(feedEvents, eq(feedEvents.kind, "request-still-pending"))).toBe(4);
  expect(await ctx.db.$count(auditEvents, eq(auditEvents.kind, "requests-reminded"))).toBe(2);
});

test("R-855 · one mail a structure and run lists all that wait, oldest first", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  await aManagerOf(ctx, structure);
  const first = await aPendingRequest(ctx, structure);
  ctx.moveTo("2026-01-06T09:00:00Z");
  const second = await aPendingRequest(ctx, structure);
  ctx.moveTo("2026-01-10T09:00:00Z");
  await aPendingRequest(ctx, structure);
  ctx.moveTo("2026-01-21T09:00:00Z");
  expect(await remindOfRequests(ctx)).toBe(2);
  expect(await ctx.db.select().from(outboxMessages)).toMatchObject([
    { message: { attachmentIds: [first.attachment.id, second.attachment.id] } },
  ]);
});

test("R-855 · a portal that slept over the first reminder sends one, not two", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  await aManagerOf(ctx, structure);
  await aPendingRequest(ctx, structure);
  ctx.moveTo("2026-02-10T09:00:00Z");
  expect(await remindOfRequests(ctx)).toBe(1);
  expect(await remindOfRequests(ctx)).toBe(0);
  expect(await ctx.db.$count(outboxMessages)).toBe(1);
});

test("R-855 · what expires anyway is not reminded of", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  await aManagerOf(ctx, structure);
  await aPendingRequest(ctx, structure);
  ctx.moveTo("2026-03-06T08:59:59Z");
  expect(await countRequestsToRemindOf(ctx)).toBe(1);
  ctx.moveTo("2026-03-06T09:00:00Z");
  expect(await countRequestsToRemindOf(ctx)).toBe(0);
  expect(await remindOfRequests(ctx)).toBe(0);
});

test("R-857 · where there is no manager, support is reminded", async () => {
  const ctx = await testContext();
  await aPendingRequest(ctx, await aStructure(ctx));
  ctx.moveTo("2026-01-21T09:00:00Z");
  expect(await remindOfRequests(ctx)).toBe(1);
  expect(await ctx.db.select().from(outboxMessages)).toMatchObject([{ recipient: ctx.env.SUPPORT_EMAIL }]);
});

test.each(["approved", "refused", "cancelled"] as const)(
  "R-855 · a request that is %s meanwhile brings no reminder",
  async (status) => {
    const ctx = await testContext();
    const { attachment } = await aPendingRequest(ctx, await aStructure(ctx));
    await ctx.db.update(attachments).set({ status }).where(eq(attachments.id, attachment.id));
    ctx.moveTo("2026-01-21T09:00:00Z");
    expect(await remindOfRequests(ctx)).toBe(0);
  },
);

test("R-855 · nobody is reminded of a person whose account is deactivated", async () => {
  const ctx = await testContext();
  const { account } = await aPendingRequest(ctx, await aStructure(ctx));
  await ctx.db.update(accounts).set(DEACTIVATED).where(eq(accounts.id, account.id));
  ctx.moveTo("2026-01-21T09:00:00Z");
  expect(await remindOfRequests(ctx)).toBe(0);
});

test("R-855 · sixty structures and three servers: each manager gets one mail", async () => {
  const ctx = await testContext();
  for (let n = 0; n < 60; n++) {
    const structure = await aStructure(ctx, { opened: [] });
    await aManagerOf(ctx, structure);
    await aPendingRequest(ctx, structure);
  }
  ctx.moveTo("2026-01-21T09:00:00Z");
  const runs = await Promise.all([remindOfRequests(ctx), remindOfRequests(ctx), remindOfRequests(ctx)]);
  expect(runs.reduce((sum, count) => sum + count)).toBe(60);
  expect(await ctx.db.$count(outboxMessages)).toBe(60);
});
