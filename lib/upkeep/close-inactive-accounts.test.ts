import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts, sessions } from "@/drizzle/schema/account";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { structures } from "@/drizzle/schema/structure";
import { inTransaction } from "@/lib/platform/context";
import { type TestContext, testContext } from "@/lib/testing/context";
import { aManagerOf, anAccount, aStructure } from "@/lib/testing/people";
import { untilOneWaits } from "@/lib/testing/until-one-waits";
import { closeInactiveAccounts, countInactiveAccounts } from "./close-inactive-accounts";
import { warnOfInactivity } from "./warn-of-inactivity";

async function runAt(ctx: TestContext, moment: string): Promise<number> {
  ctx.moveTo(moment);
  const due = await countInactiveAccounts(ctx);
  expect(await closeInactiveAccounts(ctx)).toBe(due);
  return due;
}

async function warnAt(ctx: TestContext, ...moments: string[]): Promise<void> {
  for (const moment of moments) {
    ctx.moveTo(moment);
    await warnOfInactivity(ctx);
  }
}

const stateOf = async (ctx: TestContext, id: string) =>
  (await ctx.db.select().from(accounts).where(eq(accounts.id, id)))[0];

const punctual = ["2025-12-06T09:00:00Z", "2025-12-29T09:00:00Z"];

test("R-507 · N-04 · twelve months after the last sign-in, to the second, the account is deactivated", async () => {
  const ctx = await testContext({ now: "2025-01-05T09:00:00Z" });
  const { id, email } = await anAccount(ctx, { contactEmail: "atelier@example.org", lastSignInAt: ctx.now() });
  await warnAt(ctx, ...punctual);
  expect(await runAt(ctx, "2026-01-05T08:59:59Z")).toBe(0);
  expect(await runAt(ctx, "2026-01-05T09:00:00Z")).toBe(1);
  expect(await runAt(ctx, "2026-01-05T09:00:00Z")).toBe(0);
  expect(await stateOf(ctx, id)).toMatchObject({
    status: "deactivated",
    deactivationCause: "inactivity",
    deactivationReason: "Inactivité",
    deactivatedAt: ctx.now(),
    eraseOn: null,
  });
  const mails = await ctx.db.select().from(outboxMessages).where(eq(outboxMessages.kind, "account-deactivated"));
  expect(mails).toMatchObject([{ recipient: email }]);
  const trail = await ctx.db.select().from(auditEvents).where(eq(auditEvents.kind, "account-deactivated"));
  expect(trail).toMatchObject([{ actorId: null, targetId: id, facts: { cause: "inactivity" } }]);
});

test("R-1206 · R-507 · the hour is that of Paris, over the change of the clocks in October", async () => {
  const ctx = await testContext({ now: "2025-10-25T08:00:00Z" });
  await anAccount(ctx);
  await warnAt(ctx, "2026-09-25T08:00:00Z", "2026-10-18T08:00:00Z");
  expect(await runAt(ctx, "2026-10-25T08:59:59Z")).toBe(0);
  expect(await runAt(ctx, "2026-10-25T09:00:00Z")).toBe(1);
});

test("R-507 · nobody is deactivated untold; told late, he still has seven days", async () => {
  const ctx = await testContext({ now: "2025-01-05T09:00:00Z" });
  await anAccount(ctx);
  expect(await runAt(ctx, "2026-03-01T09:00:00Z")).toBe(0);
  await warnOfInactivity(ctx);
  expect(await runAt(ctx, "2026-03-08T08:59:59Z")).toBe(0);
  expect(await runAt(ctx, "2026-03-08T09:00:00Z")).toBe(1);
});

test("R-507 · a sign-in before the day, even in its last second, keeps the account", async () => {
  const ctx = await testContext({ now: "2025-01-05T09:00:00Z" });
  const { id } = await anAccount(ctx);
  await warnAt(ctx, ...punctual);
  await ctx.db
    .update(accounts)
    .set({ lastSignInAt: new Date("2026-01-05T08:59:59Z") })
    .where(eq(accounts.id, id));
  expect(await runAt(ctx, "2026-01-05T09:00:00Z")).toBe(0);
  expect(await stateOf(ctx, id)).toMatchObject({ status: "active" });
});

test("R-507 · SEC-67 · a sign-in at the very moment of the run wins", async () => {
  const ctx = await testContext({ now: "2025-01-05T09:00:00Z" });
  const { id } = await anAccount(ctx);
  await warnAt(ctx, ...punctual);
  ctx.moveTo("2026-01-05T09:00:00Z");
  let run: Promise<number> | undefined;
  await inTransaction(ctx, async (tx) => {
    await tx.db.update(accounts).set({ lastSignInAt: tx.now() }).where(eq(accounts.id, id));
    run = closeInactiveAccounts(ctx);
    // It finds the account as it was, and waits for this transaction.
    await untilOneWaits(ctx);
  });
  expect(await run).toBe(0);
  expect(await stateOf(ctx, id)).toMatchObject({ status: "active", deactivatedAt: null });
  expect(await ctx.db.$count(outboxMessages, eq(outboxMessages.kind, "account-deactivated"))).toBe(0);
});

test("R-507 · R-509 · a primary manager is treated like anybody: his structure is vacant; so is an administrator", async () => {
  const ctx = await testContext({ now: "2025-01-05T09:00:00Z" });
  const structure = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, structure);
  await anAccount(ctx, { isAdministrator: true });
  await warnAt(ctx, ...punctual);
  expect(await runAt(ctx, "2026-01-05T09:00:00Z")).toBe(2);
  expect(await stateOf(ctx, account.id)).toMatchObject({ status: "deactivated" });
  expect(await ctx.db.select().from(structures)).toMatchObject([{ managerVacantSince: ctx.now() }]);
});

test("SEC-97 · two instances at once deactivate each account once, and tell it once", async () => {
  const ctx = await testContext({ now: "2025-01-05T09:00:00Z" });
  for (let n = 0; n < 8; n++) await anAccount(ctx);
  await warnAt(ctx, ...punctual);
  ctx.moveTo("2026-01-05T09:00:00Z");
  const counts = await Promise.all([closeInactiveAccounts(ctx), closeInactiveAccounts(ctx)]);
  expect(counts.reduce((sum, count) => sum + count)).toBe(8);
  expect(await ctx.db.$count(outboxMessages, eq(outboxMessages.kind, "account-deactivated"))).toBe(8);
  expect(await ctx.db.$count(auditEvents, eq(auditEvents.kind, "account-deactivated"))).toBe(8);
  expect(await ctx.db.$count(sessions)).toBe(0);
});
