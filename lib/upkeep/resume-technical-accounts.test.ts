import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { structures } from "@/drizzle/schema/structure";
import { technicalAccounts } from "@/drizzle/schema/technical-account";
import { authenticateClient } from "@/lib/technical-account/authenticate-client";
import { type TestContext, testContext } from "@/lib/testing/context";
import { aManagerOf, anAccount, aStructure, aTechnicalAccountOf } from "@/lib/testing/people";
import { countTechnicalAccountsToResume, resumeTechnicalAccounts } from "./resume-technical-accounts";
import { suspendTechnicalAccounts } from "./suspend-technical-accounts";

async function run(ctx: TestContext): Promise<number> {
  const due = await countTechnicalAccountsToResume(ctx);
  expect(await resumeTechnicalAccounts(ctx)).toBe(due);
  return due;
}

/** Nobody managed it for 30 days: its technical account is suspended. */
async function aForsakenOne(ctx: TestContext) {
  const managerVacantSince = new Date(ctx.now().getTime() - 40 * 86_400_000);
  const structure = await aStructure(ctx, { managerVacantSince });
  return { structure, ...(await aTechnicalAccountOf(ctx, structure)) };
}

test("R-509 · N-19 · with a manager it works again, by the password it had, and the manager is told", async () => {
  const ctx = await testContext();
  const { structure, account, login, password } = await aForsakenOne(ctx);
  expect(await suspendTechnicalAccounts(ctx)).toBe(1);
  expect(await run(ctx)).toBe(0);
  const { account: manager } = await aManagerOf(ctx, structure, {
    account: await anAccount(ctx, { contactEmail: "atelier@example.org" }),
  });
  const credentials = { login, password, origin: "192.0.2.1" };
  expect(await authenticateClient(ctx, credentials)).toMatchObject({ kind: "refused" });
  expect(await run(ctx)).toBe(1);
  expect(await run(ctx)).toBe(0);
  expect(await authenticateClient(ctx, credentials)).toMatchObject({ kind: "authenticated" });
  expect(await ctx.db.select().from(technicalAccounts).where(eq(technicalAccounts.id, account.id))).toMatchObject([
    { status: "active", suspendedAt: null },
  ]);
  const resumed = eq(auditEvents.kind, "technical-account-resumed");
  expect(await ctx.db.select().from(auditEvents).where(resumed)).toMatchObject([
    { kind: "technical-account-resumed", actorId: null, targetId: account.id, facts: { structureId: structure.id } },
  ]);
  expect(await ctx.db.select().from(outboxMessages)).toMatchObject([
    { recipient: manager.contactEmail, message: { event: "resumed", technicalAccountId: account.id } },
  ]);
});

test("R-509 · R-801 · only when both are over: a manager without an active structure is not enough, nor the reverse", async () => {
  const ctx = await testContext();
  const { structure } = await aForsakenOne(ctx);
  await ctx.db.update(structures).set({ status: "inactive" }).where(eq(structures.id, structure.id));
  await suspendTechnicalAccounts(ctx);
  await ctx.db.update(structures).set({ status: "active" }).where(eq(structures.id, structure.id));
  expect(await run(ctx)).toBe(0);
  await ctx.db.update(structures).set({ status: "inactive" }).where(eq(structures.id, structure.id));
  await aManagerOf(ctx, structure);
  expect(await run(ctx)).toBe(0);
  await ctx.db.update(structures).set({ status: "active" }).where(eq(structures.id, structure.id));
  expect(await run(ctx)).toBe(1);
});

test("R-1009 · one that was deleted meanwhile stays so", async () => {
  const ctx = await testContext();
  const { structure } = await aForsakenOne(ctx);
  await suspendTechnicalAccounts(ctx);
  await ctx.db.update(technicalAccounts).set({ status: "deleted" });
  await aManagerOf(ctx, structure);
  expect(await run(ctx)).toBe(0);
});

test("R-801 · a second suspension is told as the first one was", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  await aManagerOf(ctx, structure);
  await aTechnicalAccountOf(ctx, structure);
  for (let round = 0; round < 2; round++) {
    await ctx.db.update(structures).set({ status: "inactive" }).where(eq(structures.id, structure.id));
    expect(await suspendTechnicalAccounts(ctx)).toBe(1);
    await ctx.db.update(structures).set({ status: "active" }).where(eq(structures.id, structure.id));
    expect(await run(ctx)).toBe(1);
  }
  expect(await ctx.db.$count(outboxMessages)).toBe(4);
});

test("SEC-97 · two instances at once resume each account once", async () => {
  const ctx = await testContext();
  for (let count = 0; count < 6; count++) {
    const { structure } = await aForsakenOne(ctx);
    await ctx.db.update(technicalAccounts).set({ status: "suspended", suspendedAt: ctx.now() });
    await aManagerOf(ctx, structure);
  }
  const counts = await Promise.all([resumeTechnicalAccounts(ctx), resumeTechnicalAccounts(ctx)]);
  expect(counts.reduce((sum, count) => sum + count)).toBe(6);
  expect(await ctx.db.$count(auditEvents)).toBe(6);
});
