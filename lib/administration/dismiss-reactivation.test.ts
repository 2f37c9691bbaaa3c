import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { testContext } from "@/lib/testing/context";
import { anAccount, DEACTIVATED } from "@/lib/testing/people";
import { aSupportAct } from "@/lib/testing/support-acts";
import { dismissReactivation } from "./dismiss-reactivation";

test("R-506 · a request that support does not grant waits no more; the account stays deactivated, its owner is told", async () => {
  const ctx = await testContext();
  const { id, contactEmail } = await anAccount(ctx, {
    ...DEACTIVATED,
    contactEmail: "contact@example.org",
    reactivationRequestedAt: ctx.now(),
  });
  const act = await aSupportAct(ctx, { reason: "The account was stolen" });
  expect(await dismissReactivation(ctx, act, { accountId: id })).toEqual({ kind: "dismissed" });
  expect(await dismissReactivation(ctx, act, { accountId: id })).toEqual({ kind: "nothing-asked" });
  const [account] = await ctx.db.select().from(accounts).where(eq(accounts.id, id));
  expect(account).toMatchObject({ status: "deactivated", reactivationRequestedAt: null });
  const told = await ctx.db.select().from(outboxMessages);
  expect(told).toMatchObject([{ recipient: contactEmail, message: { kind: "reactivation-dismissed", accountId: id } }]);
  const lines = await ctx.db.select().from(auditEvents).where(eq(auditEvents.targetId, id));
  expect(lines).toMatchObject([{ facts: { act: "dismiss-reactivation" } }]);
});

test("R-501 · where nothing was asked there is nothing to dismiss; SEC-67 · nor for a former administrator", async () => {
  const ctx = await testContext();
  const act = await aSupportAct(ctx);
  const asked = { reactivationRequestedAt: ctx.now() };
  for (const account of [await anAccount(ctx, DEACTIVATED), await anAccount(ctx, asked), { id: ctx.id() }]) {
    expect(await dismissReactivation(ctx, act, { accountId: account.id })).toEqual({ kind: "nothing-asked" });
  }
  const { id } = await anAccount(ctx, { ...DEACTIVATED, ...asked });
  await ctx.db.update(accounts).set({ isAdministrator: false });
  expect(await dismissReactivation(ctx, act, { accountId: id })).toEqual({ kind: "not-permitted" });
  const [account] = await ctx.db.select().from(accounts).where(eq(accounts.id, id));
  expect(account?.reactivationRequestedAt).toEqual(ctx.now());
});
