import { describe, expect, test } from "vitest";
import { accounts, sessions } from "@/drizzle/schema/account";
import { auditPersonalValues } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { findActor } from "@/lib/attachment/find-actor";
import { argon2Hasher, type PasswordHasher } from "@/lib/platform/password-hash";
import type { HumanCheck } from "@/lib/platform/turnstile";
import { testContext } from "@/lib/testing/context";
import { anAccount, DEACTIVATED, PASSWORD } from "@/lib/testing/people";
import { withPasskey, withTotp } from "@/lib/testing/second-factors";
import {
  accountNow,
  costOfSignIn,
  credentials,
  failToSignIn,
  from,
  later,
  wholeTrail,
  wrongPassword,
} from "@/lib/testing/sign-in-tries";
import { signIn } from "./sign-in";

describe("R-420 · signing in", () => {
  test("R-420 · the right password opens a session and remembers this visit and the one before", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx, { lastSignInAt: new Date("2025-12-24T18:00:00Z") });
    const outcome = await signIn(ctx, credentials(account.email));
    if (outcome.kind !== "signed-in") throw new Error(outcome.kind);
    expect(await findActor(ctx, outcome.secret)).toMatchObject({
      accountId: account.id,
      previousSignInAt: new Date("2025-12-24T18:00:00Z"),
    });
    expect(await accountNow(ctx, account)).toMatchObject({ lastSignInAt: ctx.now() });
    const [session] = await ctx.db.select().from(sessions);
    expect(await wholeTrail(ctx)).toEqual([
      { kind: "signed-in", actorId: account.id, targetId: account.id, facts: { sessionId: session?.id } },
    ]);
    // Used before, and no browser known: whoever this is, its owner learns of it (SEC-47, N-26).
    expect(await ctx.db.select().from(outboxMessages)).toMatchObject([{ kind: "unknown-device-signed-in" }]);
  });

  test("SEC-37 · signing in renews a hash of weaker parameters", async () => {
    const ctx = { ...(await testContext()), passwords: argon2Hasher() };
    const account = await anAccount(ctx);
    expect(await signIn(ctx, credentials(account.email))).toMatchObject({ kind: "signed-in" });
    const [row] = await ctx.db.select({ hash: accounts.passwordHash }).from(accounts);
    expect(row?.hash).toContain("m=19456,t=2,p=1");
    expect(await signIn(ctx, credentials(account.email))).toMatchObject({ kind: "signed-in" });
  });

  test("R-420 · a wrong password, an unknown address and an erased account are refused alike, at the same cost", async () => {
    const ctx = await testContext();
    const known = await anAccount(ctx);
    const erased = await anAccount(ctx, { status: "erased" });
    const costs = [
      await costOfSignIn(ctx, credentials(known.email, { ...wrongPassword, browser: from(1) })),
      await costOfSignIn(ctx, credentials("nobody@example.org", { ...wrongPassword, browser: from(2) })),
      await costOfSignIn(ctx, credentials(erased.email, { browser: from(3) })),
    ];
    expect(costs[0]).toEqual({
      outcome: { kind: "refused", humanCheckNeeded: false },
      queries: expect.any(Number),
      verifies: 1,
      hashes: 0,
    });
    expect(costs[1], "SEC-38").toEqual(costs[0]);
    expect(costs[2]).toEqual(costs[0]);
    expect(await ctx.db.$count(sessions)).toBe(0);
    const failed = { kind: "sign-in-failed", actorId: null, facts: { reason: "wrong-credentials" } };
    expect(await wholeTrail(ctx)).toEqual([
      { ...failed, targetId: known.id },
      { ...failed, targetId: null },
      { ...failed, targetId: null },
    ]);
  });

  test("R-421 · a deactivated account is told so to whoever holds its password, to nobody else", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx, DEACTIVATED);
    expect(await signIn(ctx, credentials(account.email, wrongPassword))).toEqual({
      kind: "refused",
      humanCheckNeeded: false,
    });
    expect(await signIn(ctx, credentials(account.email))).toEqual({ kind: "deactivated", accountId: account.id });
    expect(await ctx.db.$count(sessions)).toBe(0);
    expect((await wholeTrail(ctx)).map(({ facts }) => facts)).toEqual([
      { reason: "wrong-credentials" },
      { reason: "deactivated" },
    ]);
  });
});

describe("R-422 · failures", () => {
  test("R-422 · five close the way from that place for 30 minutes, to the second; other places stay open", async () => {
    const ctx = await testContext();
    const { email } = await anAccount(ctx);
    await failToSignIn(ctx, email, 5);
    expect(await signIn(ctx, credentials(email))).toEqual({ kind: "refused", humanCheckNeeded: true });
    ctx.moveTo(later(29, 59));
    expect((await signIn(ctx, credentials(email))).kind).toBe("refused");
    expect((await signIn(ctx, credentials(email, { browser: from(2) }))).kind).toBe("signed-in");
    ctx.moveTo(later(30));
    expect((await signIn(ctx, credentials(email))).kind).toBe("signed-in");
  });

  test("R-422 · the right password clears what was counted, also against the place", async () => {
    const ctx = await testContext();
    const { email } = await anAccount(ctx);
    for (let round = 0; round < 4; round++) {
      await failToSignIn(ctx, email, 4);
      expect((await signIn(ctx, credentials(email))).kind).toBe("signed-in");
    }
    // Sixteen failures and four successes: four more failures are left to this place, on any account.
    for (const one of ["a@example.org", "b@example.org", "c@example.org", "d@example.org"]) {
      expect((await signIn(ctx, credentials(one))).kind).toBe("refused");
    }
    expect((await signIn(ctx, credentials("e@example.org"))).kind).toBe("too-many-attempts");
  });

  test("R-422 · twenty from one place close it for 15 minutes, and cost the accounts behind it nothing", async () => {
    const ctx = await testContext();
    const { email } = await anAccount(ctx);
    for (let turn = 0; turn < 20; turn++) await failToSignIn(ctx, `nobody.${turn}@example.org`, 1);
    for (let turn = 0; turn < 10; turn++) {
      expect(await signIn(ctx, credentials(email))).toEqual({ kind: "too-many-attempts" });
    }
    expect((await signIn(ctx, credentials(email, { browser: from(2) }))).kind).toBe("signed-in");
    ctx.moveTo(later(14, 59));
    expect((await signIn(ctx, credentials(email))).kind).toBe("too-many-attempts");
    ctx.moveTo(later(15));
    expect((await signIn(ctx, credentials(email))).kind).toBe("signed-in");
  });

  test("SEC-10 · the place nobody can tell has a larger budget", async () => {
    const ctx = await testContext();
    const unknown = { browser: { origin: "unknown", userAgent: "" } };
    for (let turn = 0; turn < 30; turn++) {
      const outcome = await signIn(ctx, credentials(`nobody.${turn}@example.org`, unknown));
      expect(outcome.kind).toBe("refused");
    }
  });

  test("SEC-10 · SEC-40 · R-422 · where no place can be told, nineteen failures of others keep nobody out", async () => {
    const ctx = await testContext();
    const { email } = await anAccount(ctx);
    const unknown = { browser: { origin: "unknown", userAgent: "" } };
    await failToSignIn(ctx, email, 19, unknown);
    expect((await signIn(ctx, credentials(email, unknown))).kind).toBe("signed-in");
  });

  test("SEC-10 · R-318 · where no place can be told, the anti-robot step still comes after three failures", async () => {
    const ctx = await testContext();
    const { email } = await anAccount(ctx);
    const unknown = { browser: { origin: "unknown", userAgent: "" } };
    await failToSignIn(ctx, email, 3, unknown);
    const asRobot = { ...unknown, humanCheck: async (): Promise<HumanCheck> => ({ kind: "refused" }) };
    expect((await signIn(ctx, credentials(email, asRobot))).kind).toBe("human-check-refused");
  });

  test("SEC-31 · thirty wrong guesses at once never have more than five passwords evaluated", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx);
    const evaluated: string[] = [];
    const passwords: PasswordHasher = {
      ...ctx.passwords,
      verify: (hash, secret) => {
        if (hash === account.passwordHash) evaluated.push(secret);
        return ctx.passwords.verify(hash, secret);
      },
    };
    const guesses = Array.from({ length: 30 }, (_, turn) =>
      credentials(account.email, { password: `guess number ${turn}` }),
    );
    const outcomes = await Promise.all(guesses.map((guess) => signIn({ ...ctx, passwords }, guess)));
    expect(evaluated.length).toBe(5);
    // Beyond twenty, the place itself is closed and nothing is hashed at all.
    expect(outcomes.filter(({ kind }) => kind === "refused")).toHaveLength(20);
    expect(outcomes.filter(({ kind }) => kind === "too-many-attempts")).toHaveLength(10);
    expect(ctx.passwords.verifies).toBe(20);
    // From one place alone nobody locks the account (SEC-40).
    expect((await signIn(ctx, credentials(account.email, { browser: from(9) }))).kind).toBe("signed-in");
  });
});

describe("R-425 · an account with a second factor", () => {
  test("R-425 · the right password opens a session that is good for nothing yet; a wrong one tells nothing (SEC-22)", async () => {
    const ctx = await testContext();
    const [guarded, plain] = [await anAccount(ctx), await anAccount(ctx)];
    await withTotp(ctx, guarded);
    const costs = [
      await costOfSignIn(ctx, credentials(guarded.email, { ...wrongPassword, browser: from(1) })),
      await costOfSignIn(ctx, credentials(plain.email, { ...wrongPassword, browser: from(2) })),
      await costOfSignIn(ctx, credentials("nobody@example.org", { ...wrongPassword, browser: from(3) })),
    ];
    expect(new Set(costs.map((cost) => JSON.stringify(cost))).size).toBe(1);

    const { outcome, queries } = await costOfSignIn(ctx, credentials(guarded.email));
    if (outcome.kind !== "second-factor-needed") throw new Error(outcome.kind);
    expect(await findActor(ctx, outcome.secret)).toBeNull();
    expect(await ctx.db.select().from(sessions)).toMatchObject([{ awaitsSecondFactor: true, secondFactorAt: null }]);
    expect(await accountNow(ctx, guarded)).toMatchObject({ lastSignInAt: null });
    // Six round trips, as a plain sign-in; a seventh renews the cheap hash that test people have.
    expect(queries).toBe(7);
    expect((await costOfSignIn(ctx, credentials(plain.email))).queries).toBe(7);
  });

  test("SEC-49 · a passkey alone is asked for as well", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx);
    await withPasskey(ctx, account);
    expect((await signIn(ctx, credentials(account.email))).kind).toBe("second-factor-needed");
  });

  test("SEC-48 · the known browser is asked like any other", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx);
    const first = await signIn(ctx, credentials(account.email));
    if (first.kind !== "signed-in") throw new Error(first.kind);
    await withTotp(ctx, account);
    const again = await signIn(ctx, credentials(account.email, { devices: [first.device] }));
    expect(again.kind).toBe("second-factor-needed");
  });
});

describe("R-318 · the anti-robot step", () => {
  test("R-318 · is asked from the fourth try on, after three failures", async () => {
    const ctx = await testContext();
    const { email } = await anAccount(ctx);
    const asked: number[] = [];
    const needed: unknown[] = [];
    for (let turn = 1; turn <= 5; turn++) {
      const humanCheck = async (): Promise<HumanCheck> => {
        asked.push(turn);
        return { kind: "human" };
      };
      const outcome = await signIn(ctx, credentials(email, { ...wrongPassword, humanCheck }));
      needed.push(outcome.kind === "refused" && outcome.humanCheckNeeded);
    }
    expect(asked).toEqual([4, 5]);
    expect(needed).toEqual([false, false, true, true, true]);
  });

  test("R-318 · a refused or unreachable check evaluates nothing and uses up no attempt", async () => {
    const ctx = await testContext();
    const { email } = await anAccount(ctx);
    await failToSignIn(ctx, email, 3);
    const before = ctx.passwords.verifies;
    for (let turn = 0; turn < 30; turn++) {
      const kind = turn % 2 === 0 ? "refused" : "unavailable";
      const outcome = await signIn(ctx, credentials(email, { humanCheck: async () => ({ kind }) }));
      expect(outcome.kind).toBe(`human-check-${kind}`);
    }
    expect(ctx.passwords.verifies).toBe(before);
    await failToSignIn(ctx, email, 1);
    expect((await signIn(ctx, credentials(email))).kind).toBe("signed-in");
  });

  test("SEC-31 · refused checks, even many at once, do not reopen a way that failures closed", async () => {
    const ctx = await testContext();
    const { email } = await anAccount(ctx);
    await failToSignIn(ctx, email, 5);
    const refused = credentials(email, { humanCheck: async () => ({ kind: "refused" }) });
    await Promise.all(Array.from({ length: 12 }, () => signIn(ctx, refused)));
    expect((await signIn(ctx, credentials(email))).kind).toBe("refused");
  });
});

test("SEC-37 · a full queue turns people away without using up their attempts", async () => {
  const ctx = await testContext();
  const { email } = await anAccount(ctx);
  await failToSignIn(ctx, email, 2);
  ctx.passwords.overloaded = true;
  for (let turn = 0; turn < 25; turn++) expect(await signIn(ctx, credentials(email))).toEqual({ kind: "overloaded" });
  ctx.passwords.overloaded = false;
  await failToSignIn(ctx, email, 2);
  expect((await signIn(ctx, credentials(email, { password: PASSWORD }))).kind).toBe("signed-in");
});

test("R-1201 · a right password that stops at the second step leaves a line with its place", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  await withTotp(ctx, account);
  await signIn(ctx, credentials(account.email, { browser: from(7) }));
  const [session] = await ctx.db.select().from(sessions);
  expect(await wholeTrail(ctx)).toEqual([
    { kind: "second-factor-asked", actorId: account.id, targetId: account.id, facts: { sessionId: session?.id } },
  ]);
  expect(await ctx.db.select().from(auditPersonalValues)).toMatchObject([{ origin: "198.51.100.7" }]);
});
