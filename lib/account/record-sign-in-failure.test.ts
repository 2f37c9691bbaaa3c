import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { auditEvents, auditPersonalValues } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { countUse } from "@/lib/platform/throttle";
import { testContext } from "@/lib/testing/context";
import { anAccount, DEACTIVATED } from "@/lib/testing/people";
import { credentials, from } from "@/lib/testing/sign-in-tries";
import { recordSignInFailure, type SignInFailure } from "./record-sign-in-failure";
import { signIn } from "./sign-in";
import { stuffingAlarm } from "./sign-in-budgets";

const aFailure = (email: string, more: Partial<SignInFailure>): SignInFailure => {
  const { email: address, browser } = credentials(email);
  return { email: address, browser, accountId: null, reason: "wrong-credentials", locksAccount: false, ...more };
};

test("SEC-96 · the trail of a failure names ids; the typed address and the place lie apart", async () => {
  const ctx = await testContext();
  const { id, email } = await anAccount(ctx);
  await recordSignInFailure(ctx, aFailure(email, { accountId: id }));
  const events = await ctx.db.select().from(auditEvents);
  expect(events).toMatchObject([{ kind: "sign-in-failed", targetId: id, facts: { reason: "wrong-credentials" } }]);
  expect(JSON.stringify(events, (_, value) => (typeof value === "bigint" ? String(value) : value))).not.toContain(
    email,
  );
  expect(await ctx.db.select().from(auditPersonalValues)).toEqual([
    { eventId: events[0]?.id, at: events[0]?.at, email, origin: "192.0.2.1", words: null, changes: null },
  ]);
});

test.each(["deactivated", "erased"] as const)(
  "R-501 · an account that is %s is not locked and gets no mail",
  async (status) => {
    const ctx = await testContext();
    const { id, email } = await anAccount(ctx, { ...DEACTIVATED, status });
    await recordSignInFailure(ctx, aFailure(email, { accountId: id, locksAccount: true }));
    expect(await ctx.db.select({ until: accounts.lockedUntil }).from(accounts)).toEqual([{ until: null }]);
    expect(await ctx.db.$count(outboxMessages)).toBe(0);
    expect(await ctx.db.$count(auditEvents, eq(auditEvents.kind, "account-locked"))).toBe(0);
  },
);

test("SEC-28, N-09 · an account that is locked all day long is told five times; the lock and the trail go on", async () => {
  const ctx = await testContext();
  const { id, email } = await anAccount(ctx);
  const [nobody, start] = ["nobody@example.org", ctx.now().getTime()];
  for (let round = 0; round < 8; round++) {
    ctx.moveTo(new Date(start + round * 3_600_000));
    ctx.queries();
    await recordSignInFailure(ctx, aFailure(email, { accountId: id, locksAccount: true }));
    const known = ctx.queries();
    await recordSignInFailure(ctx, aFailure(nobody, { locksAccount: true }));
    expect(ctx.queries(), "SEC-22").toBe(known);
  }
  expect(await ctx.db.$count(outboxMessages, eq(outboxMessages.kind, "account-locked"))).toBe(5);
  expect(await ctx.db.$count(auditEvents, eq(auditEvents.kind, "account-locked"))).toBe(8);
  const [account] = await ctx.db.select({ until: accounts.lockedUntil }).from(accounts);
  expect(account?.until).toEqual(new Date(start + 7 * 3_600_000 + 30 * 60_000));

  ctx.moveTo(new Date(start + 24 * 3_600_000));
  await recordSignInFailure(ctx, aFailure(email, { accountId: id, locksAccount: true }));
  expect(await ctx.db.$count(outboxMessages, eq(outboxMessages.kind, "account-locked"))).toBe(6);
});

test("SEC-41 · one try each on 1,000 addresses from 50 places raises one alarm, and each place is slowed down", async () => {
  const ctx = await testContext();
  const tryOnce = (n: number) => signIn(ctx, credentials(`person.${n}@example.org`, { browser: from(n % 50) }));
  for (let first = 0; first < 1000; first += 20) {
    const outcomes = await Promise.all(Array.from({ length: 20 }, (_, n) => tryOnce(first + n)));
    expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(["refused"]));
  }
  const alarms = await ctx.db.select().from(auditEvents).where(eq(auditEvents.kind, "stuffing-suspected"));
  expect(alarms).toMatchObject([{ facts: { failures: 500 } }]);
  for (const n of [1000, 1049]) expect(await tryOnce(n)).toEqual({ kind: "too-many-attempts" });
});

test("SEC-41 · while a list is tried, a browser that the account does not know is checked at its first try", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  const first = await signIn(ctx, credentials(account.email));
  const asked: string[] = [];
  const tryFrom = (who: string, devices: string[]) =>
    signIn(ctx, {
      ...credentials(account.email, { devices, browser: from(200) }),
      humanCheck: async () => {
        asked.push(who);
        return { kind: "refused" };
      },
    });
  await tryFrom("before", []);
  for (let failure = 0; failure < stuffingAlarm.limit; failure++) await countUse(ctx, [stuffingAlarm]);

  expect(await tryFrom("a stranger", [])).toEqual({ kind: "human-check-refused" });
  const device = first.kind === "signed-in" ? first.device : "";
  expect((await tryFrom("the owner", [device])).kind).toBe("signed-in");
  expect(await signIn(ctx, credentials("nobody@example.org"))).toEqual({ kind: "refused", humanCheckNeeded: true });

  ctx.moveTo(new Date(ctx.now().getTime() + stuffingAlarm.window * 1000 + 1));
  expect((await tryFrom("afterwards", [])).kind).toBe("signed-in");
  expect(asked).toEqual(["a stranger"]);
});
