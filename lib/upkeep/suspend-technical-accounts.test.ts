import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { structures } from "@/drizzle/schema/structure";
import { technicalAccounts } from "@/drizzle/schema/technical-account";
import { inTransaction } from "@/lib/platform/context";
import { type TestContext, testContext } from "@/lib/testing/context";
import { aManagerOf, aStructure, aTechnicalAccountOf } from "@/lib/testing/people";
import { untilOneWaits } from "@/lib/testing/until-one-waits";
import { countTechnicalAccountsToSuspend, suspendTechnicalAccounts } from "./suspend-technical-accounts";

async function runAt(ctx: TestContext, moment: string): Promise<number> {
  ctx.moveTo(moment);
  const due = await countTechnicalAccountsToSuspend(ctx);
  expect(await suspendTechnicalAccounts(ctx)).toBe(due);
  return due;
}

/** A structure that nobody manages from this moment on, and its technical account. */
async function aVacantOne(ctx: TestContext) {
  const structure = await aStructure(ctx, { managerVacantSince: ctx.now() });
  return { structure, ...(await aTechnicalAccountOf(ctx, structure)) };
}

test("R-509 · R-1206 · after 30 days without a primary manager it is suspended, to the second, and once; nobody is there to be told", async () => {
  // In winter; 30 days later it is summer time.
  const ctx = await testContext({ now: "2026-03-20T09:00:00Z" });
  const { structure, account } = await aVacantOne(ctx);
  const held = await aStructure(ctx);
  await aManagerOf(ctx, held);
  await aTechnicalAccountOf(ctx, held);
  expect(await runAt(ctx, "2026-04-19T07:59:59Z")).toBe(0);
  expect(await runAt(ctx, "2026-04-19T08:00:00Z")).toBe(1);
  expect(await runAt(ctx, "2026-04-19T08:00:00Z")).toBe(0);
  expect(await ctx.db.select().from(technicalAccounts).where(eq(technicalAccounts.id, account.id))).toMatchObject([
    { status: "suspended", suspendedAt: ctx.now() },
  ]);
  expect(await ctx.db.select().from(auditEvents)).toMatchObject([
    {
      kind: "technical-account-suspended",
      actorId: null,
      targetId: account.id,
      facts: { structureId: structure.id, cause: "vacant" },
    },
  ]);
  expect(await ctx.db.$count(outboxMessages)).toBe(0);
});

test("R-801 · N-19 · that of a structure which was deactivated is suspended with the next run, and its manager told", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account: manager } = await aManagerOf(ctx, structure);
  const { account } = await aTechnicalAccountOf(ctx, structure);
  expect(await runAt(ctx, "2026-01-05T09:00:00Z")).toBe(0);
  await ctx.db.update(structures).set({ status: "inactive" }).where(eq(structures.id, structure.id));
  expect(await runAt(ctx, "2026-01-05T09:00:01Z")).toBe(1);
  expect(await ctx.db.select().from(auditEvents)).toMatchObject([
    { kind: "technical-account-suspended", facts: { structureId: structure.id, cause: "inactive" } },
  ]);
  expect(await ctx.db.select().from(outboxMessages)).toMatchObject([
    {
      recipient: manager.contactEmail,
      message: {
        kind: "technical-account-told",
        technicalAccountId: account.id,
        event: "suspended",
        expiresAt: "2026-04-15T08:00:00.000Z",
      },
    },
  ]);
});

test("R-1009 · one that was deleted is nobody's business any more", async () => {
  const ctx = await testContext();
  const { account } = await aVacantOne(ctx);
  await ctx.db.update(technicalAccounts).set({ status: "deleted" }).where(eq(technicalAccounts.id, account.id));
  expect(await runAt(ctx, "2026-06-05T09:00:00Z")).toBe(0);
});

test("SEC-67 · a manager who takes the seat while the run is at it keeps the account working", async () => {
  const ctx = await testContext();
  const { structure, account } = await aVacantOne(ctx);
  ctx.moveTo("2026-02-04T09:00:00Z");
  let run = Promise.resolve(0);
  await inTransaction(ctx, async (tx) => {
    await tx.db.update(structures).set({ legalName: "Tenue" }).where(eq(structures.id, structure.id));
    run = suspendTechnicalAccounts(ctx);
    // The run has found it, and waits for the structure.
    await untilOneWaits(ctx);
    await aManagerOf(tx, structure);
  });
  expect(await run).toBe(0);
  expect(await ctx.db.select().from(technicalAccounts).where(eq(technicalAccounts.id, account.id))).toMatchObject([
    { status: "active" },
  ]);
});

test("SEC-97 · two instances at once suspend each account once", async () => {
  const ctx = await testContext();
  for (let count = 0; count < 6; count++) await aVacantOne(ctx);
  ctx.moveTo("2026-02-05T09:00:00Z");
  const counts = await Promise.all([suspendTechnicalAccounts(ctx), suspendTechnicalAccounts(ctx)]);
  expect(counts.reduce((sum, count) => sum + count)).toBe(6);
  expect(await ctx.db.$count(auditEvents)).toBe(6);
});
