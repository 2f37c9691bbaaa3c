import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { attachments, feedEvents, structureHistory } from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { testContext } from "@/lib/testing/context";
import { aMemberOf, anAccount, aPendingRequest, aStructure, DEACTIVATED } from "@/lib/testing/people";
import { expireRequests } from "./expire-requests";

test("R-855 · R-1206 · a request ends after 60 days, to the second, as clocks on a wall in Paris count them", async () => {
  // In winter; 60 days later it is summer time.
  const ctx = await testContext({ now: "2026-02-15T09:00:00Z" });
  const { account, attachment } = await aPendingRequest(ctx, await aStructure(ctx));
  ctx.moveTo("2026-04-16T07:59:59Z");
  expect(await expireRequests(ctx)).toBe(0);
  ctx.moveTo("2026-04-16T08:00:00Z");
  expect(await expireRequests(ctx)).toBe(1);
  expect(await expireRequests(ctx)).toBe(0);

  expect(await ctx.db.select().from(attachments)).toMatchObject([
    { status: "cancelled", decidedAt: ctx.now(), decidedBy: null },
  ]);
  expect(await ctx.db.select().from(outboxMessages)).toMatchObject([
    {
      recipient: account.contactEmail,
      message: { kind: "attachment-request-closed", attachmentId: attachment.id, cause: "expired" },
    },
  ]);
  expect(await ctx.db.select().from(structureHistory)).toMatchObject([
    { kind: "attachment-expired", actorId: null, subjectId: account.id, targetId: attachment.id },
  ]);
  expect(await ctx.db.select().from(feedEvents)).toMatchObject([{ accountId: account.id, kind: "attachment-expired" }]);
  expect(await ctx.db.select().from(auditEvents)).toMatchObject([
    { kind: "attachment-cancelled", actorId: null, facts: { cause: "expired" } },
  ]);
});

test("R-855 · two hundred and fifty requests and two servers: each is ended once, and nobody else is touched", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  await aMemberOf(ctx, structure);
  await aPendingRequest(ctx, structure, { status: "refused" });
  const account = await anAccount(ctx);
  for (let n = 0; n < 10; n++) await aPendingRequest(ctx, await aStructure(ctx), { account });
  const { number: _number, ...alike } = account;
  const people = await ctx.db
    .insert(accounts)
    .values(
      Array.from({ length: 240 }, (_, n) => ({
        ...alike,
        id: ctx.id(),
        email: `p${n}@example.org`,
        contactEmail: `p${n}@example.org`,
      })),
    )
    .returning({ id: accounts.id });
  await ctx.db.insert(attachments).values(
    people.map(({ id }) => ({
      id: ctx.id(),
      accountId: id,
      structureId: structure.id,
      role: "member" as const,
      status: "pending" as const,
      requestedAt: ctx.now(),
    })),
  );
  ctx.moveTo("2026-03-06T09:00:00Z");
  const runs = await Promise.all([expireRequests(ctx), expireRequests(ctx)]);
  // What one skips because the other holds it, the other ends.
  expect(runs.reduce((sum, count) => sum + count)).toBe(250);
  expect(await ctx.db.$count(outboxMessages)).toBe(250);
  expect(await ctx.db.$count(attachments, eq(attachments.status, "cancelled"))).toBe(250);
});

test("R-855 · whoever deactivated his account meanwhile gets no mail", async () => {
  const ctx = await testContext();
  const { account } = await aPendingRequest(ctx, await aStructure(ctx));
  await ctx.db.update(accounts).set(DEACTIVATED).where(eq(accounts.id, account.id));
  ctx.moveTo("2026-03-06T09:00:00Z");
  expect(await expireRequests(ctx)).toBe(1);
  expect(await ctx.db.$count(outboxMessages)).toBe(0);
});
