import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { auditEvents } from "@/drizzle/schema/audit";
import { dismissReactivation } from "@/lib/administration/dismiss-reactivation";
import { requestReactivation } from "@/lib/recovery/request-reactivation";
import { type TestContext, testContext } from "@/lib/testing/context";
import { anAccount } from "@/lib/testing/people";
import { aSupportAct } from "@/lib/testing/support-acts";
import { countOldAccounts, eraseOldAccounts } from "./erase-old-accounts";

async function runAt(ctx: TestContext, moment: string): Promise<number> {
  ctx.moveTo(moment);
  const due = await countOldAccounts(ctx);
  expect(await eraseOldAccounts(ctx)).toBe(due);
  return due;
}

const gone = (deactivatedAt: string, more: Partial<typeof accounts.$inferInsert> = {}) => ({
  status: "deactivated" as const,
  deactivationCause: "own-wish" as const,
  deactivatedAt: new Date(deactivatedAt),
  ...more,
});

test("R-508 · SEC-98 · an account is anonymised twelve months after it was deactivated, to the second", async () => {
  const ctx = await testContext();
  const { id } = await anAccount(ctx, gone("2025-01-05T09:00:00Z", { deactivationCause: "inactivity" }));
  const { id: active } = await anAccount(ctx, { createdAt: new Date("2020-01-01T09:00:00Z") });
  expect(await runAt(ctx, "2026-01-05T08:59:59Z")).toBe(0);
  expect(await runAt(ctx, "2026-01-05T09:00:00Z")).toBe(1);
  expect(await runAt(ctx, "2026-01-05T09:00:00Z")).toBe(0);
  const [erased] = await ctx.db.select().from(accounts).where(eq(accounts.id, id));
  expect(erased).toMatchObject({ status: "erased", erasedAt: ctx.now() });
  expect(JSON.stringify(erased)).not.toContain("Martin");
  expect(await ctx.db.select().from(accounts).where(eq(accounts.id, active))).toMatchObject([{ status: "active" }]);
  const trail = await ctx.db.select().from(auditEvents).where(eq(auditEvents.kind, "account-erased"));
  expect(trail).toMatchObject([{ actorId: null, targetId: id, facts: { cause: "retention" } }]);
});

test("R-1206 · R-508 · the twelve months keep the hour of Paris over the change of the clocks in March", async () => {
  const ctx = await testContext();
  // 28 March 2026 is winter time, 28 March 2027 summer time.
  await anAccount(ctx, gone("2026-03-28T09:00:00Z"));
  expect(await runAt(ctx, "2027-03-28T07:59:59Z")).toBe(0);
  expect(await runAt(ctx, "2027-03-28T08:00:00Z")).toBe(1);
});

test("R-1204 · whoever asked to be forgotten is, on his day; whoever came back before is not", async () => {
  const ctx = await testContext();
  const eraseOn = new Date("2026-02-04T09:00:00Z");
  await anAccount(ctx, gone("2026-01-05T09:00:00Z", { eraseOn }));
  const back = await anAccount(ctx, gone("2026-01-05T09:00:00Z", { eraseOn }));
  await ctx.db
    .update(accounts)
    .set({ status: "active", deactivatedAt: null, deactivationCause: null, eraseOn: null })
    .where(eq(accounts.id, back.id));
  expect(await runAt(ctx, "2026-02-04T08:59:59Z")).toBe(0);
  expect(await runAt(ctx, "2026-02-04T09:00:00Z")).toBe(1);
  const trail = await ctx.db.select().from(auditEvents).where(eq(auditEvents.kind, "account-erased"));
  expect(trail).toMatchObject([{ facts: { cause: "request" } }]);
});

test("R-506 · R-508 · while support owes an answer, nobody is anonymised by the term; once it is given, he is", async () => {
  const ctx = await testContext();
  const { id } = await anAccount(
    ctx,
    gone("2025-01-05T09:00:00Z", {
      deactivationCause: "administrator",
      reactivationRequestedAt: new Date("2025-12-30T09:00:00Z"),
    }),
  );
  expect(await runAt(ctx, "2026-03-05T09:00:00Z")).toBe(0);
  await ctx.db.update(accounts).set({ reactivationRequestedAt: null }).where(eq(accounts.id, id));
  expect(await runAt(ctx, "2026-03-05T09:00:00Z")).toBe(1);
});

test("R-506 · R-508 · whoever is told no after the term has seven days to ask again, and then waits for that answer", async () => {
  const ctx = await testContext();
  const asked = {
    deactivationCause: "administrator",
    reactivationRequestedAt: new Date("2025-12-30T09:00:00Z"),
  } as const;
  const { id } = await anAccount(ctx, gone("2025-01-05T09:00:00Z", asked));
  const { id: again } = await anAccount(ctx, gone("2025-01-05T09:00:00Z", asked));
  ctx.moveTo("2026-02-10T09:00:00Z");
  for (const accountId of [id, again])
    expect(await dismissReactivation(ctx, await aSupportAct(ctx), { accountId })).toEqual({ kind: "dismissed" });
  expect(await runAt(ctx, "2026-02-17T08:59:59Z")).toBe(0);
  expect(await requestReactivation(ctx, { accountId: again })).toEqual({ kind: "queued" });
  expect(await runAt(ctx, "2026-02-17T09:00:00Z")).toBe(1);
  const [erased] = await ctx.db.select().from(accounts).where(eq(accounts.id, id));
  expect(erased?.status).toBe("erased");
});

test("R-506 · R-1204 · whoever asked to be forgotten is on his day, whatever support still owes him", async () => {
  const ctx = await testContext();
  const eraseOn = new Date("2026-02-04T09:00:00Z");
  await anAccount(ctx, gone("2026-01-05T09:00:00Z", { eraseOn, reactivationRequestedAt: eraseOn }));
  expect(await runAt(ctx, "2026-02-04T09:00:00Z")).toBe(1);
});

test("SEC-97 · two instances at once anonymise each account once", async () => {
  const ctx = await testContext();
  for (let n = 0; n < 6; n++) await anAccount(ctx, gone("2025-01-01T09:00:00Z"));
  const counts = await Promise.all([eraseOldAccounts(ctx), eraseOldAccounts(ctx)]);
  expect(counts.reduce((sum, count) => sum + count)).toBe(6);
  expect(await ctx.db.$count(auditEvents, eq(auditEvents.kind, "account-erased"))).toBe(6);
});
