import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { recordEvent } from "@/lib/audit/record-event";
import { type TestContext, testContext } from "@/lib/testing/context";
import { anAccount, DEACTIVATED } from "@/lib/testing/people";
import { countIdleAccountsToWarn, warnOfInactivity } from "./warn-of-inactivity";

/** Runs the job at that moment; what it was going to do is what it does. */
async function runAt(ctx: TestContext, moment: string): Promise<number> {
  ctx.moveTo(moment);
  const due = await countIdleAccountsToWarn(ctx);
  expect(await warnOfInactivity(ctx)).toBe(due);
  return due;
}

const told = async (ctx: TestContext) =>
  (await ctx.db.select().from(outboxMessages).orderBy(outboxMessages.createdAt)).map(({ message }) => message);

test("R-507 · N-10 · the contact address is told 30 and 7 days before, to the second, once each", async () => {
  const ctx = await testContext({ now: "2025-01-05T09:00:00Z" });
  const { id: accountId } = await anAccount(ctx, {
    contactEmail: "atelier@example.org",
    createdAt: new Date("2020-01-01T09:00:00Z"),
    lastSignInAt: ctx.now(),
    language: "en",
  });
  expect(await runAt(ctx, "2025-12-06T08:59:59Z")).toBe(0);
  expect(await runAt(ctx, "2025-12-06T09:00:00Z")).toBe(1);
  expect(await runAt(ctx, "2025-12-06T09:00:00Z")).toBe(0);
  expect(await runAt(ctx, "2025-12-29T08:59:59Z")).toBe(0);
  expect(await runAt(ctx, "2025-12-29T09:00:00Z")).toBe(1);
  expect(await runAt(ctx, "2025-12-29T09:00:00Z")).toBe(0);
  expect(await runAt(ctx, "2026-01-20T09:00:00Z")).toBe(0);
  const message = { kind: "inactivity-reminder", accountId, deactivationOn: "2026-01-05T09:00:00.000Z" };
  expect(await told(ctx)).toEqual([message, message]);
  expect(await ctx.db.select().from(outboxMessages)).toMatchObject([
    { recipient: "atelier@example.org", language: "en" },
    { recipient: "atelier@example.org", language: "en" },
  ]);
});

test("R-507 · whoever never signed in counts from the activation", async () => {
  const ctx = await testContext({ now: "2025-01-05T09:00:00Z" });
  await anAccount(ctx);
  expect(await runAt(ctx, "2025-12-06T08:59:59Z")).toBe(0);
  expect(await runAt(ctx, "2025-12-06T09:00:00Z")).toBe(1);
});

test("R-1206 · R-507 · over the change of the clocks the reminders keep the hour of Paris", async () => {
  const ctx = await testContext({ now: "2025-04-10T08:00:00Z" });
  await anAccount(ctx);
  // A year later less 30 days it is winter time still.
  expect(await runAt(ctx, "2026-03-11T08:59:59Z")).toBe(0);
  expect(await runAt(ctx, "2026-03-11T09:00:00Z")).toBe(1);
  expect(await runAt(ctx, "2026-04-03T07:59:59Z")).toBe(0);
  expect(await runAt(ctx, "2026-04-03T08:00:00Z")).toBe(1);
});

test("R-507 · a portal that slept over the first reminder sends the last one only, with seven days left", async () => {
  const ctx = await testContext({ now: "2025-01-05T09:00:00Z" });
  await anAccount(ctx);
  expect(await runAt(ctx, "2026-01-03T10:00:00Z")).toBe(1);
  expect(await runAt(ctx, "2026-01-03T10:00:00Z")).toBe(0);
  expect(await told(ctx)).toMatchObject([{ deactivationOn: "2026-01-10T10:00:00.000Z" }]);
});

test("R-507 · a sign-in in between starts everything anew", async () => {
  const ctx = await testContext({ now: "2025-01-05T09:00:00Z" });
  const { id } = await anAccount(ctx);
  expect(await runAt(ctx, "2025-12-06T09:00:00Z")).toBe(1);
  await ctx.db
    .update(accounts)
    .set({ lastSignInAt: new Date("2025-12-10T09:00:00Z") })
    .where(eq(accounts.id, id));
  expect(await runAt(ctx, "2026-01-05T09:00:00Z")).toBe(0);
  expect(await runAt(ctx, "2026-11-10T08:59:59Z")).toBe(0);
  expect(await runAt(ctx, "2026-11-10T09:00:00Z")).toBe(1);
  expect(await runAt(ctx, "2026-12-03T09:00:00Z")).toBe(1);
});

test("R-507 · R-505 · coming back counts as use, also without a sign-in", async () => {
  const ctx = await testContext({ now: "2025-01-05T09:00:00Z" });
  const { id } = await anAccount(ctx);
  ctx.moveTo("2026-02-01T09:00:00Z");
  await recordEvent(ctx, {
    kind: "account-reactivated",
    actorId: id,
    targetId: id,
    facts: { by: "owner", managesAgain: [] },
  });
  expect(await runAt(ctx, "2026-02-02T09:00:00Z")).toBe(0);
  expect(await runAt(ctx, "2027-01-02T08:59:59Z")).toBe(0);
  expect(await runAt(ctx, "2027-01-02T09:00:00Z")).toBe(1);
});

test("R-507 · N-10 · a new contact address brings no second mail, and a closed account none", async () => {
  const ctx = await testContext({ now: "2025-01-05T09:00:00Z" });
  const { id } = await anAccount(ctx);
  await anAccount(ctx, { ...DEACTIVATED });
  expect(await runAt(ctx, "2025-12-06T09:00:00Z")).toBe(1);
  await ctx.db.update(accounts).set({ contactEmail: "new@example.org" }).where(eq(accounts.id, id));
  expect(await runAt(ctx, "2025-12-07T09:00:00Z")).toBe(0);
});

test("SEC-97 · two instances at once write to each person once", async () => {
  const ctx = await testContext({ now: "2025-01-05T09:00:00Z" });
  for (let n = 0; n < 15; n++) await anAccount(ctx);
  ctx.moveTo("2025-12-06T09:00:00Z");
  const counts = await Promise.all([warnOfInactivity(ctx), warnOfInactivity(ctx), warnOfInactivity(ctx)]);
  expect(counts.reduce((sum, count) => sum + count)).toBe(15);
  expect(await ctx.db.$count(outboxMessages)).toBe(15);
});
