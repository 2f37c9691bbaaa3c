import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts, throttleCounters } from "@/drizzle/schema/account";
import { auditEvents } from "@/drizzle/schema/audit";
import { type SignInOutcome, signIn } from "@/lib/account/sign-in";
import { type TestContext, testContext } from "@/lib/testing/context";
import { anAccount, DEACTIVATED, PASSWORD } from "@/lib/testing/people";
import { credentials } from "@/lib/testing/sign-in-tries";
import { aSupportAct } from "@/lib/testing/support-acts";
import { unlockAccount } from "./unlock-account";

const email = "camille@example.org";

function tries(ctx: TestContext, password: string, origin: string): Promise<SignInOutcome> {
  return signIn(ctx, credentials(email, { password, browser: { origin, userAgent: "Test browser" } }));
}

/** Twenty failures from four places: every place is closed, and the account is locked. */
async function lockedOut(ctx: TestContext): Promise<void> {
  for (let place = 1; place <= 4; place++) {
    for (let turn = 0; turn < 5; turn++) await tries(ctx, "wrong", `192.0.2.${place}`);
  }
}

async function kindsOf(ctx: TestContext, actorId: string): Promise<string[]> {
  const lines = await ctx.db
    .select()
    .from(auditEvents)
    .where(eq(auditEvents.actorId, actorId))
    .orderBy(auditEvents.position);
  return lines.map(({ kind }) => kind).filter((kind) => !kind.startsWith("password-confirm"));
}

test("R-501 · R-422 · support unlocks an account, and its owner signs in at once from where he failed", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx, { email });
  const neighbour = await anAccount(ctx, { lockedUntil: new Date("2026-01-05T09:20:00Z") });
  await lockedOut(ctx);
  const before = await ctx.db.$count(throttleCounters);
  expect(await tries(ctx, PASSWORD, "192.0.2.3")).toMatchObject({ kind: "refused" });

  const act = await aSupportAct(ctx);
  expect(await unlockAccount(ctx, act, { accountId: account.id })).toEqual({ kind: "unlocked" });
  expect(await ctx.db.$count(throttleCounters)).toBeLessThan(before);
  expect(await tries(ctx, PASSWORD, "192.0.2.3")).toMatchObject({ kind: "signed-in" });
  // Nobody else is unlocked along.
  const [other] = await ctx.db.select().from(accounts).where(eq(accounts.id, neighbour.id));
  expect(other?.lockedUntil).toEqual(new Date("2026-01-05T09:20:00Z"));
  expect(await kindsOf(ctx, act.administrator.accountId)).toEqual(["account-unlocked", "administrator-acted"]);
});

test("R-501 · the count begins anew: nineteen more failures elsewhere do not lock it again", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx, { email });
  await lockedOut(ctx);
  await unlockAccount(ctx, await aSupportAct(ctx), { accountId: account.id });
  for (let turn = 0; turn < 19; turn++) await tries(ctx, "wrong", `198.51.100.${turn}`);
  expect(await tries(ctx, PASSWORD, "203.0.113.1")).toMatchObject({ kind: "signed-in" });
});

test("R-501 · what is not locked, or not any more, is not unlocked, and nothing is written of it", async () => {
  const ctx = await testContext();
  const lockedUntil = new Date("2026-01-05T09:20:00Z");
  const locked = await anAccount(ctx, { lockedUntil });
  const others = [await anAccount(ctx), await anAccount(ctx, { ...DEACTIVATED, lockedUntil }), { id: ctx.id() }];
  const act = await aSupportAct(ctx);
  for (const { id } of others) {
    expect(await unlockAccount(ctx, act, { accountId: id })).toEqual({ kind: "not-locked" });
  }
  ctx.moveTo(lockedUntil);
  expect(await unlockAccount(ctx, act, { accountId: locked.id })).toEqual({ kind: "not-locked" });
  expect(await kindsOf(ctx, act.administrator.accountId)).toEqual([]);
  ctx.moveTo("2026-01-05T09:19:59.999Z");
  expect(await unlockAccount(ctx, act, { accountId: locked.id })).toEqual({ kind: "unlocked" });
});

test("R-1401 · two at once: one unlocks, one is told; SEC-67 · and who lost the flag does not", async () => {
  const ctx = await testContext();
  const lockedUntil = new Date("2026-01-05T09:20:00Z");
  const { id } = await anAccount(ctx, { lockedUntil });
  const acts = [await aSupportAct(ctx), await aSupportAct(ctx)];
  const outcomes = await Promise.all(acts.map((act) => unlockAccount(ctx, act, { accountId: id })));
  expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["not-locked", "unlocked"]);

  const [former] = acts;
  if (!former) throw new Error("nobody");
  await ctx.db.update(accounts).set({ lockedUntil }).where(eq(accounts.id, id));
  await ctx.db.update(accounts).set({ isAdministrator: false }).where(eq(accounts.id, former.administrator.accountId));
  expect(await unlockAccount(ctx, former, { accountId: id })).toEqual({ kind: "not-permitted" });
});
