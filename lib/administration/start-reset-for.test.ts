import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts, singleUseLinks } from "@/drizzle/schema/account";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { testContext } from "@/lib/testing/context";
import { anAccount, DEACTIVATED } from "@/lib/testing/people";
import { aSupportAct } from "@/lib/testing/support-acts";
import { trailOf } from "@/lib/testing/trail";
import { startResetFor } from "./start-reset-for";

test("R-416 · SEC-51 · support mails the link (N-03) to the login address, and touches no password", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx, { email: "camille@example.org", contactEmail: "other@example.org" });
  const act = await aSupportAct(ctx, { reason: "Forgot the secret answer" });
  expect(await startResetFor(ctx, act, { accountId: account.id })).toEqual({ kind: "sent" });

  const [mail, ...more] = await ctx.db.select().from(outboxMessages);
  expect(more).toEqual([]);
  expect(mail).toMatchObject({ kind: "password-reset", recipient: "camille@example.org" });
  expect(mail?.message).toMatchObject({ accountId: account.id, byAdministrator: true });
  const [after] = await ctx.db.select().from(accounts).where(eq(accounts.id, account.id));
  expect(after).toEqual(account);
  const lines = await trailOf(ctx, account.id);
  const actorId = act.administrator.accountId;
  expect(lines).toMatchObject([
    { kind: "password-reset-requested", actorId, facts: { by: "administrator", sent: true } },
    { kind: "administrator-acted", actorId, facts: { act: "start-reset" } },
  ]);
});

test("R-430 · a locked account gets it, a deactivated, an erased or an absent one does not", async () => {
  const ctx = await testContext();
  const act = await aSupportAct(ctx);
  const locked = await anAccount(ctx, { lockedUntil: new Date("2026-01-05T09:20:00Z") });
  const without = [await anAccount(ctx, DEACTIVATED), await anAccount(ctx, { status: "erased" }), { id: ctx.id() }];
  for (const { id } of without) {
    expect(await startResetFor(ctx, act, { accountId: id })).toEqual({ kind: "not-active" });
  }
  expect(await ctx.db.$count(singleUseLinks)).toBe(0);
  expect(await ctx.db.$count(auditEvents, eq(auditEvents.kind, "administrator-acted"))).toBe(0);
  expect(await startResetFor(ctx, act, { accountId: locked.id })).toEqual({ kind: "sent" });
});

test("SEC-51 · SEC-67 · not for oneself, and not by a former administrator", async () => {
  const ctx = await testContext();
  const act = await aSupportAct(ctx);
  const { accountId } = act.administrator;
  expect(await startResetFor(ctx, act, { accountId })).toEqual({ kind: "own-account" });
  await ctx.db.update(accounts).set({ isAdministrator: false }).where(eq(accounts.id, accountId));
  const { id } = await anAccount(ctx);
  expect(await startResetFor(ctx, act, { accountId: id })).toEqual({ kind: "not-permitted" });
  expect(await ctx.db.$count(outboxMessages)).toBe(0);
});
