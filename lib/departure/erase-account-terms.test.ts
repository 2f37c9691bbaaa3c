import { eq } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { auditEvents } from "@/drizzle/schema/audit";
import { requestReactivation } from "@/lib/recovery/request-reactivation";
import { type TestContext, testContext } from "@/lib/testing/context";
import { anAccount, DEACTIVATED } from "@/lib/testing/people";
import { closeAccount } from "./close-account";
import { eraseAccount } from "./erase-account";

const close = (ctx: TestContext, accountId: string, eraseOn: Date | null = null) =>
  closeAccount(ctx, { accountId, cause: "own-wish", actorId: accountId, reason: null, eraseOn });

const erase = (ctx: TestContext, accountId: string) => eraseAccount(ctx, { accountId, cause: "retention" });

const rowOf = async (ctx: TestContext, id: string) =>
  (await ctx.db.select().from(accounts).where(eq(accounts.id, id)))[0];

test("R-506, R-508 · while support owes him an answer the term does not erase him; his own wish does", async () => {
  const ctx = await testContext();
  vi.spyOn(console, "info").mockImplementation(() => {});
  const asked = { ...DEACTIVATED, deactivationCause: "administrator", reactivationRequestedAt: ctx.now() } as const;
  const account = await anAccount(ctx, { ...asked, eraseOn: ctx.now() });
  expect(await erase(ctx, account.id)).toEqual({ kind: "not-deactivated" });
  expect(await eraseAccount(ctx, { accountId: account.id, cause: "request" })).toEqual({ kind: "erased" });
});

test("R-501 · only a deactivated account is erased, once, and it never comes back; anything else is refused and logged", async () => {
  const ctx = await testContext();
  const logged = vi.spyOn(console, "info").mockImplementation(() => {});
  const active = await anAccount(ctx);
  for (const accountId of [active.id, ctx.id()]) {
    expect(await erase(ctx, accountId)).toEqual({ kind: "not-deactivated" });
    expect(logged.mock.lastCall?.[0]).toContain("account-state-refused");
  }
  expect(await rowOf(ctx, active.id)).toEqual(active);

  const gone = await anAccount(ctx, DEACTIVATED);
  const outcomes = await Promise.all(Array.from({ length: 4 }, () => erase(ctx, gone.id)));
  expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["erased", ...Array(3).fill("not-deactivated")]);
  expect(await ctx.db.select().from(auditEvents).where(eq(auditEvents.kind, "account-erased"))).toHaveLength(1);
  expect(await requestReactivation(ctx, { accountId: gone.id })).toEqual({ kind: "not-deactivated" });
  const closing = { cause: "administrator", actorId: null, reason: null, eraseOn: null } as const;
  expect(await closeAccount(ctx, { accountId: gone.id, ...closing })).toEqual({ kind: "not-active" });
});

test("R-1204 · at its owner's wish it is erased from the announced moment on, not a second before", async () => {
  const ctx = await testContext();
  vi.spyOn(console, "info").mockImplementation(() => {});
  const account = await anAccount(ctx);
  await close(ctx, account.id, new Date("2026-02-04T09:00:00Z"));
  const asWished = () => eraseAccount(ctx, { accountId: account.id, cause: "request" });
  ctx.moveTo("2026-02-04T08:59:59Z");
  expect(await asWished()).toEqual({ kind: "not-deactivated" });
  ctx.moveTo("2026-02-04T09:00:00Z");
  expect(await asWished()).toEqual({ kind: "erased" });
});

test("R-1204 · whoever came back and left again without that wish is not erased by the old one", async () => {
  const ctx = await testContext();
  vi.spyOn(console, "info").mockImplementation(() => {});
  const account = await anAccount(ctx, DEACTIVATED);
  expect(await eraseAccount(ctx, { accountId: account.id, cause: "request" })).toEqual({ kind: "not-deactivated" });
  expect(await rowOf(ctx, account.id)).toEqual(account);
});
