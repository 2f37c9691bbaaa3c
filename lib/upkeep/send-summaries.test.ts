import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { feedEvents } from "@/drizzle/schema/attachment";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { type TestContext, testContext } from "@/lib/testing/context";
import { anAccount, DEACTIVATED } from "@/lib/testing/people";
import { countSummaries, type Period, sendSummaries } from "./send-summaries";

async function runAt(ctx: TestContext, moment: string, period: Period = "day"): Promise<number> {
  ctx.moveTo(moment);
  const due = await countSummaries(ctx, period);
  expect(await sendSummaries(ctx, period)).toBe(due);
  return due;
}

/** Something that the feed tells the account of, at that moment. */
async function happened(ctx: TestContext, accountId: string, happenedAt: string): Promise<void> {
  await ctx.db
    .insert(feedEvents)
    .values({ id: ctx.id(), accountId, kind: "attachment-approved", happenedAt: new Date(happenedAt) });
}

const told = async (ctx: TestContext) =>
  (await ctx.db.select().from(outboxMessages).orderBy(outboxMessages.createdAt)).map(({ message }) => message);

test("N-21 · R-601 · what happened until 07:00 in Paris comes after 07:00, once, to the contact address", async () => {
  const ctx = await testContext();
  const { id: accountId } = await anAccount(ctx, {
    dailyDigest: true,
    contactEmail: "atelier@example.org",
    language: "en",
  });
  await happened(ctx, accountId, "2026-01-05T15:00:00Z");
  expect(await runAt(ctx, "2026-01-06T05:59:59Z")).toBe(0);
  expect(await runAt(ctx, "2026-01-06T06:00:00Z")).toBe(1);
  expect(await runAt(ctx, "2026-01-06T20:00:00Z")).toBe(0);
  expect(await ctx.db.select().from(outboxMessages)).toMatchObject([
    {
      recipient: "atelier@example.org",
      language: "en",
      message: {
        kind: "activity-summary",
        accountId,
        period: "day",
        since: "2026-01-05T06:00:00.000Z",
        until: "2026-01-06T06:00:00.000Z",
      },
    },
  ]);
});

test("N-21 · nothing is sent of an empty day, nor to those who did not ask, nor to a closed account", async () => {
  const ctx = await testContext();
  const reader = await anAccount(ctx, { dailyDigest: true });
  const other = await anAccount(ctx, { weeklySummary: true });
  const closed = await anAccount(ctx, { ...DEACTIVATED, dailyDigest: true });
  for (const { id } of [other, closed]) await happened(ctx, id, "2026-01-06T05:00:00Z");
  // Too old, and too young: the moment itself belongs to the day before.
  await happened(ctx, reader.id, "2026-01-05T06:00:00Z");
  await happened(ctx, reader.id, "2026-01-06T06:00:01Z");
  expect(await runAt(ctx, "2026-01-06T09:00:00Z")).toBe(0);
  expect(await runAt(ctx, "2026-01-07T09:00:00Z")).toBe(1);
  expect(await told(ctx)).toMatchObject([{ accountId: reader.id, since: "2026-01-06T06:00:00.000Z" }]);
});

test.each([
  ["forward", "2026-03-28T06:00:00.000Z", "2026-03-29T05:00:00.000Z"],
  ["back", "2026-10-24T05:00:00.000Z", "2026-10-25T06:00:00.000Z"],
])("R-1206 · N-21 · on the day the clocks go %s it is 07:00 in Paris all the same", async (_how, since, until) => {
  const ctx = await testContext({ now: "2026-01-05T09:00:00Z" });
  const { id } = await anAccount(ctx, { dailyDigest: true });
  await happened(ctx, id, until);
  const justBefore = new Date(new Date(until).getTime() - 1000).toISOString();
  expect(await runAt(ctx, justBefore)).toBe(0);
  expect(await runAt(ctx, until)).toBe(1);
  expect(await told(ctx)).toMatchObject([{ since, until }]);
});

test("N-21 · the week's summary comes on Monday, or at the first run after it", async () => {
  const ctx = await testContext();
  const { id } = await anAccount(ctx, { weeklySummary: true });
  await happened(ctx, id, "2026-01-08T15:00:00Z");
  expect(await runAt(ctx, "2026-01-11T22:00:00Z", "week")).toBe(0);
  expect(await runAt(ctx, "2026-01-12T05:59:59Z", "week")).toBe(0);
  expect(await runAt(ctx, "2026-01-13T03:00:00Z", "week")).toBe(1);
  expect(await runAt(ctx, "2026-01-18T09:00:00Z", "week")).toBe(0);
  expect(await told(ctx)).toMatchObject([
    { period: "week", since: "2026-01-05T06:00:00.000Z", until: "2026-01-12T06:00:00.000Z" },
  ]);
});

test("N-21 · what an outage kept out is told in the next summary, and nothing twice", async () => {
  const ctx = await testContext();
  const { id } = await anAccount(ctx, { dailyDigest: true });
  await happened(ctx, id, "2026-01-05T15:00:00Z");
  expect(await runAt(ctx, "2026-01-06T09:00:00Z")).toBe(1);
  await happened(ctx, id, "2026-01-06T15:00:00Z");
  // No run on the 7th and 8th.
  expect(await runAt(ctx, "2026-01-09T09:00:00Z")).toBe(1);
  expect(await runAt(ctx, "2026-01-10T09:00:00Z")).toBe(0);
  expect(await told(ctx)).toMatchObject([
    { until: "2026-01-06T06:00:00.000Z" },
    { since: "2026-01-06T06:00:00.000Z", until: "2026-01-09T06:00:00.000Z" },
  ]);
  // A week at most.
  await happened(ctx, id, "2026-01-09T15:00:00Z");
  expect(await runAt(ctx, "2026-01-20T09:00:00Z")).toBe(0);
});

test("SEC-97 · two instances at once, or a new contact address, bring no second one", async () => {
  const ctx = await testContext();
  for (let n = 0; n < 10; n++) {
    const { id } = await anAccount(ctx, { dailyDigest: true });
    await happened(ctx, id, "2026-01-05T15:00:00Z");
  }
  ctx.moveTo("2026-01-06T09:00:00Z");
  const counts = await Promise.all([sendSummaries(ctx, "day"), sendSummaries(ctx, "day")]);
  expect(counts.reduce((sum, count) => sum + count)).toBe(10);
  await ctx.db.update(accounts).set({ contactEmail: "new@example.org" }).where(eq(accounts.status, "active"));
  expect(await sendSummaries(ctx, "day")).toBe(0);
  expect(await ctx.db.$count(outboxMessages)).toBe(10);
});
