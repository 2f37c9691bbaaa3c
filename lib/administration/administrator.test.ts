import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts, sessions } from "@/drizzle/schema/account";
import { openSession } from "@/lib/account/open-session";
import { findActor } from "@/lib/attachment/find-actor";
import { type TestContext, testContext } from "@/lib/testing/context";
import { type Account, aManagerOf, aMemberOf, anAccount, aSessionOf, aStructure } from "@/lib/testing/people";
import { asAdministrator } from "./administrator";

/** As the browser of that account is answered when it comes back. */
async function cameBack(ctx: TestContext, account: Account, proved: boolean) {
  const { secret, sessionId } = await openSession(ctx, account.id, { origin: "192.0.2.1", userAgent: "Test browser" });
  if (proved) await ctx.db.update(sessions).set({ secondFactorAt: ctx.now() }).where(eq(sessions.id, sessionId));
  return { secret, actor: await findActor(ctx, secret) };
}

test("SEC-70 · an administrator is one only in a session that proved the second factor", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx, { isAdministrator: true });
  const without = await cameBack(ctx, account, false);
  const withFactor = await cameBack(ctx, account, true);
  expect(without.actor && asAdministrator(without.actor)).toBeNull();
  expect(without.actor?.mustEnrolSecondFactor).toBe(true);
  expect(withFactor.actor && asAdministrator(withFactor.actor)).toMatchObject({ accountId: account.id });
});

test("SEC-60 · R-1402 · nobody else is: no manager, no member, no person with a second factor", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const people = [
    (await aManagerOf(ctx, structure)).account,
    (await aMemberOf(ctx, structure, { role: "secondary-manager" })).account,
    (await aMemberOf(ctx, structure)).account,
    await anAccount(ctx),
  ];
  for (const account of people) {
    const { actor } = await cameBack(ctx, account, true);
    expect(actor?.hasSecondFactor).toBe(true);
    expect(actor && asAdministrator(actor)).toBeNull();
  }
});

test("SEC-44 · the flag taken away, he is none at the next click, in the same session", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx, { isAdministrator: true });
  const { secret, actor } = await aSessionOf(ctx, account);
  expect(asAdministrator(actor)).not.toBeNull();
  await ctx.db.update(accounts).set({ isAdministrator: false }).where(eq(accounts.id, account.id));
  const now = await findActor(ctx, secret);
  expect(now && asAdministrator(now)).toBeNull();
});
