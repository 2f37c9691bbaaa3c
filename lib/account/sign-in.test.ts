import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { accounts, knownDevices, sessions } from "@/drizzle/schema/account";
import { auditEvents, auditPersonalValues } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { findActor } from "@/lib/attachment/find-actor";
import { argon2Hasher, type PasswordHasher } from "@/lib/platform/password-hash";
import type { HumanCheck } from "@/lib/platform/turnstile";
import { type TestContext, testContext } from "@/lib/testing/context";
import { cheapHash } from "@/lib/testing/counting-hasher";
import { type Account, anAccount, DEACTIVATED, PASSWORD } from "@/lib/testing/people";
import { withPasskey, withTotp } from "@/lib/testing/second-factors";
import { credentials, from } from "@/lib/testing/sign-in-tries";
import { untilOneWaits } from "@/lib/testing/until-one-waits";
import { type Credentials, signIn } from "./sign-in";

const start = Date.parse("2026-01-05T09:00:00Z");
const wrong = { password: "not the password 42" };
const later = (minutes: number, seconds = 0) => new Date(start + (minutes * 60 + seconds) * 1000);

async function fail(ctx: TestContext, email: string, times: number, more: Partial<Credentials> = {}) {
  for (let turn = 0; turn < times; turn++) await signIn(ctx, credentials(email, { ...wrong, ...more }));
}

/** Five failures from each of four places: everything the account bears. */
async function lock(ctx: TestContext, email: string) {
  for (const place of [1, 2, 3, 4]) await fail(ctx, email, 5, { browser: from(place) });
}

/** What a try answers and what it costs. */
async function costOf(ctx: TestContext, tried: Credentials) {
  ctx.queries();
  Object.assign(ctx.passwords, { hashes: 0, verifies: 0 });
  const outcome = await signIn(ctx, tried);
  return { outcome, queries: ctx.queries(), verifies: ctx.passwords.verifies, hashes: ctx.passwords.hashes };
}

async function trail(ctx: TestContext) {
  const rows = await ctx.db.select().from(auditEvents).orderBy(auditEvents.position);
  return rows.map(({ kind, actorId, targetId, facts }) => ({ kind, actorId, targetId, facts }));
}

const accountOf = async (ctx: TestContext, { id }: Account) =>
  (await ctx.db.select().from(accounts).where(eq(accounts.id, id)))[0];

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
    expect(await accountOf(ctx, account)).toMatchObject({ lastSignInAt: ctx.now() });
    const [session] = await ctx.db.select().from(sessions);
    expect(await trail(ctx)).toEqual([
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
      await costOf(ctx, credentials(known.email, { ...wrong, browser: from(1) })),
      await costOf(ctx, credentials("nobody@example.org", { ...wrong, browser: from(2) })),
      await costOf(ctx, credentials(erased.email, { browser: from(3) })),
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
    expect(await trail(ctx)).toEqual([
      { ...failed, targetId: known.id },
      { ...failed, targetId: null },
      { ...failed, targetId: null },
    ]);
  });

  test("R-421 · a deactivated account is told so to whoever holds its password, to nobody else", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx, DEACTIVATED);
    expect(await signIn(ctx, credentials(account.email, wrong))).toEqual({ kind: "refused", humanCheckNeeded: false });
    expect(await signIn(ctx, credentials(account.email))).toEqual({ kind: "deactivated", accountId: account.id });
    expect(await ctx.db.$count(sessions)).toBe(0);
    expect((await trail(ctx)).map(({ facts }) => facts)).toEqual([
      { reason: "wrong-credentials" },
      { reason: "deactivated" },
    ]);
  });
});

describe("R-422 · failures", () => {
  test("R-422 · five close the way from that place for 30 minutes, to the second; other places stay open", async () => {
    const ctx = await testContext();
    const { email } = await anAccount(ctx);
    await fail(ctx, email, 5);
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
      await fail(ctx, email, 4);
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
    for (let turn = 0; turn < 20; turn++) await fail(ctx, `nobody.${turn}@example.org`, 1);
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
    await fail(ctx, email, 19, unknown);
    expect((await signIn(ctx, credentials(email, unknown))).kind).toBe("signed-in");
  });

  test("SEC-10 · R-318 · where no place can be told, the anti-robot step still comes after three failures", async () => {
    const ctx = await testContext();
    const { email } = await anAccount(ctx);
    const unknown = { browser: { origin: "unknown", userAgent: "" } };
    await fail(ctx, email, 3, unknown);
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

describe("R-422 · a locked account", () => {
  test("R-422 · twenty failures from four places lock it for 30 minutes, and its owner is told once (N-09)", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx, { language: "en" });
    for (const place of [1, 2, 3]) await fail(ctx, account.email, 5, { browser: from(place) });
    await fail(ctx, account.email, 4, { browser: from(4) });
    expect(await accountOf(ctx, account)).toMatchObject({ lockedUntil: null });
    await fail(ctx, account.email, 1, { browser: from(4) });
    expect(await accountOf(ctx, account)).toMatchObject({ lockedUntil: later(30) });

    for (const place of [5, 6]) {
      expect((await signIn(ctx, credentials(account.email, { browser: from(place) }))).kind).toBe("refused");
    }
    expect(await ctx.db.select().from(outboxMessages)).toMatchObject([
      {
        kind: "account-locked",
        recipient: account.email,
        language: "en",
        message: { kind: "account-locked", accountId: account.id },
      },
    ]);
    const kinds = (await trail(ctx)).map(({ kind, facts }) => ({ kind, facts }));
    expect(kinds.filter(({ kind }) => kind === "account-locked")).toEqual([
      { kind: "account-locked", facts: { until: later(30).toISOString() } },
    ]);
    expect(kinds.slice(-2).map(({ facts }) => facts)).toEqual([{ reason: "closed" }, { reason: "closed" }]);

    ctx.moveTo(later(29, 59));
    expect((await signIn(ctx, credentials(account.email, { browser: from(7) }))).kind).toBe("refused");
    ctx.moveTo(later(30));
    expect((await signIn(ctx, credentials(account.email, { browser: from(7) }))).kind).toBe("signed-in");
    expect(await accountOf(ctx, account)).toMatchObject({ lockedUntil: null });
  });

  test("SEC-10 · SEC-40 · where no place can be told, twenty failures lock it, and the known browser still lets its owner in", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx);
    const unknown = { browser: { origin: "unknown", userAgent: "" } };
    const first = await signIn(ctx, credentials(account.email, unknown));
    await fail(ctx, account.email, 20, unknown);
    expect(await accountOf(ctx, account)).toMatchObject({ lockedUntil: later(30) });
    expect((await signIn(ctx, credentials(account.email, unknown))).kind).toBe("refused");
    const devices = first.kind === "signed-in" ? [first.device] : [];
    expect((await signIn(ctx, credentials(account.email, { ...unknown, devices }))).kind).toBe("signed-in");
  });

  test("SEC-39 · R-1106 · the answer, its queries and its hashes do not depend on the password, nor on whether the account exists", async () => {
    const ctx = await testContext();
    const { email } = await anAccount(ctx);
    await lock(ctx, email);
    await lock(ctx, "nobody@example.org");
    const right = await costOf(ctx, credentials(email, { browser: from(5) }));
    expect(right).toMatchObject({ outcome: { kind: "refused" }, verifies: 1, hashes: 0 });
    expect(await costOf(ctx, credentials(email, { ...wrong, browser: from(6) }))).toEqual(right);
    expect(await costOf(ctx, credentials("nobody@example.org", { browser: from(7) }))).toEqual(right);

    const closedPair = await costOf(ctx, credentials(email, { browser: from(1) }));
    expect(await costOf(ctx, credentials(email, { ...wrong, browser: from(1) }))).toEqual(closedPair);
  });

  test("SEC-22 · each of twenty failures costs the same for an address with and without an account", async () => {
    const ctx = await testContext();
    const { email } = await anAccount(ctx);
    for (let turn = 0; turn < 22; turn++) {
      const more = { ...wrong, browser: from(1 + Math.floor(turn / 5)) };
      const known = await costOf(ctx, credentials(email, more));
      const unknown = await costOf(ctx, credentials("nobody@example.org", more));
      expect(unknown, `failure ${turn + 1}`).toEqual(known);
    }
    expect(await ctx.db.$count(outboxMessages)).toBe(1);
  });

  test("SEC-40 · the browser that signed in before still lets its owner in, with a budget of its own", async () => {
    const ctx = await testContext();
    const { email } = await anAccount(ctx);
    const first = await signIn(ctx, credentials(email));
    if (first.kind !== "signed-in") throw new Error(first.kind);
    const mine = { devices: [first.device] };
    await lock(ctx, email);
    expect((await signIn(ctx, credentials(email))).kind).toBe("refused");
    expect((await signIn(ctx, credentials(email, { devices: ["somebody else's secret"] }))).kind).toBe("refused");
    expect(await signIn(ctx, credentials(email, mine))).toMatchObject({ kind: "signed-in", device: first.device });

    await fail(ctx, email, 5, mine);
    expect((await signIn(ctx, credentials(email, mine))).kind).toBe("refused");
  });

  test("SEC-40 · one person's browser opens no budget on another's account, and its secret is not taken over", async () => {
    const ctx = await testContext();
    const [mine, theirs] = [await anAccount(ctx), await anAccount(ctx)];
    const first = await signIn(ctx, credentials(mine.email));
    if (first.kind !== "signed-in") throw new Error(first.kind);
    const there = await signIn(ctx, credentials(theirs.email, { devices: [first.device] }));
    if (there.kind !== "signed-in") throw new Error(there.kind);
    expect(there.device).not.toBe(first.device);
    await lock(ctx, theirs.email);
    expect((await signIn(ctx, credentials(theirs.email, { devices: [first.device] }))).kind).toBe("refused");
  });
});

describe("SEC-47 · N-26 · a browser that the account does not know", () => {
  const mails = async (ctx: TestContext) =>
    (await ctx.db.select().from(outboxMessages)).map(({ recipient, kind }) => ({ recipient, kind }));

  test("SEC-47 · N-26 · the first sign-in of all is quiet, the known browser too; a second browser brings one mail", async () => {
    const ctx = await testContext();
    const { email } = await anAccount(ctx);
    const first = await signIn(ctx, credentials(email));
    if (first.kind !== "signed-in") throw new Error(first.kind);
    expect((await signIn(ctx, credentials(email, { devices: [first.device] }))).kind).toBe("signed-in");
    expect(await mails(ctx)).toEqual([]);

    const second = await signIn(ctx, credentials(email, { browser: from(2) }));
    if (second.kind !== "signed-in") throw new Error(second.kind);
    expect((await signIn(ctx, credentials(email, { devices: [second.device] }))).kind).toBe("signed-in");
    expect(await mails(ctx)).toEqual([{ recipient: email, kind: "unknown-device-signed-in" }]);
  });

  test("SEC-40 · SEC-47 · two people who share a browser are both known to it, and neither is mailed", async () => {
    const ctx = await testContext();
    const [mine, theirs] = [await anAccount(ctx), await anAccount(ctx)];
    let devices: string[] = [];
    for (let turn = 0; turn < 3; turn++) {
      for (const { email } of [mine, theirs]) {
        const outcome = await signIn(ctx, credentials(email, { devices }));
        if (outcome.kind !== "signed-in") throw new Error(outcome.kind);
        // As the cookie keeps them: the newest first.
        devices = [outcome.device, ...devices.filter((one) => one !== outcome.device)];
      }
    }
    expect(devices).toHaveLength(2);
    expect(await mails(ctx)).toEqual([]);
    await lock(ctx, theirs.email);
    expect((await signIn(ctx, credentials(theirs.email, { devices }))).kind, "his own budget").toBe("signed-in");
  });

  test("SEC-47 · a wrong password from a strange browser says nothing of it", async () => {
    const ctx = await testContext();
    const { email } = await anAccount(ctx);
    await signIn(ctx, credentials(email));
    await signIn(ctx, credentials(email, { ...wrong, browser: from(2) }));
    expect(await mails(ctx)).toEqual([]);
  });
});

describe("R-425 · an account with a second factor", () => {
  test("R-425 · the right password opens a session that is good for nothing yet; a wrong one tells nothing (SEC-22)", async () => {
    const ctx = await testContext();
    const [guarded, plain] = [await anAccount(ctx), await anAccount(ctx)];
    await withTotp(ctx, guarded);
    const costs = [
      await costOf(ctx, credentials(guarded.email, { ...wrong, browser: from(1) })),
      await costOf(ctx, credentials(plain.email, { ...wrong, browser: from(2) })),
      await costOf(ctx, credentials("nobody@example.org", { ...wrong, browser: from(3) })),
    ];
    expect(new Set(costs.map((cost) => JSON.stringify(cost))).size).toBe(1);

    const { outcome, queries } = await costOf(ctx, credentials(guarded.email));
    if (outcome.kind !== "second-factor-needed") throw new Error(outcome.kind);
    expect(await findActor(ctx, outcome.secret)).toBeNull();
    expect(await ctx.db.select().from(sessions)).toMatchObject([{ awaitsSecondFactor: true, secondFactorAt: null }]);
    expect(await accountOf(ctx, guarded)).toMatchObject({ lastSignInAt: null });
    // Six round trips, as a plain sign-in; a seventh renews the cheap hash that test people have.
    expect(queries).toBe(7);
    expect((await costOf(ctx, credentials(plain.email))).queries).toBe(7);
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
      const outcome = await signIn(ctx, credentials(email, { ...wrong, humanCheck }));
      needed.push(outcome.kind === "refused" && outcome.humanCheckNeeded);
    }
    expect(asked).toEqual([4, 5]);
    expect(needed).toEqual([false, false, true, true, true]);
  });

  test("R-318 · a refused or unreachable check evaluates nothing and uses up no attempt", async () => {
    const ctx = await testContext();
    const { email } = await anAccount(ctx);
    await fail(ctx, email, 3);
    const before = ctx.passwords.verifies;
    for (let turn = 0; turn < 30; turn++) {
      const kind = turn % 2 === 0 ? "refused" : "unavailable";
      const outcome = await signIn(ctx, credentials(email, { humanCheck: async () => ({ kind }) }));
      expect(outcome.kind).toBe(`human-check-${kind}`);
    }
    expect(ctx.passwords.verifies).toBe(before);
    await fail(ctx, email, 1);
    expect((await signIn(ctx, credentials(email))).kind).toBe("signed-in");
  });

  test("SEC-31 · refused checks, even many at once, do not reopen a way that failures closed", async () => {
    const ctx = await testContext();
    const { email } = await anAccount(ctx);
    await fail(ctx, email, 5);
    const refused = credentials(email, { humanCheck: async () => ({ kind: "refused" }) });
    await Promise.all(Array.from({ length: 12 }, () => signIn(ctx, refused)));
    expect((await signIn(ctx, credentials(email))).kind).toBe("refused");
  });
});

test("SEC-37 · a full queue turns people away without using up their attempts", async () => {
  const ctx = await testContext();
  const { email } = await anAccount(ctx);
  await fail(ctx, email, 2);
  ctx.passwords.overloaded = true;
  for (let turn = 0; turn < 25; turn++) expect(await signIn(ctx, credentials(email))).toEqual({ kind: "overloaded" });
  ctx.passwords.overloaded = false;
  await fail(ctx, email, 2);
  expect((await signIn(ctx, credentials(email, { password: PASSWORD }))).kind).toBe("signed-in");
});

describe("SEC-24 · what happens while the slow hash runs", () => {
  /** The password is verified, then something else is written before the sign-in goes on. */
  function whileHashing(ctx: TestContext, meanwhile: () => Promise<unknown>): void {
    const { verify } = ctx.passwords;
    ctx.passwords.verify = async (stored, typed) => {
      const verdict = await verify(stored, typed);
      ctx.passwords.verify = verify;
      await meanwhile();
      return verdict;
    };
  }

  test.each([false, true])("SEC-24 · a reset: the old password opens nothing (second factor: %s)", async (guarded) => {
    const ctx = await testContext();
    const account = await anAccount(ctx);
    if (guarded) await withTotp(ctx, account);
    const passwordHash = await cheapHash("bateau-lavoir 1889");
    whileHashing(ctx, () => ctx.db.update(accounts).set({ passwordHash }).where(eq(accounts.id, account.id)));
    expect(await signIn(ctx, credentials(account.email))).toEqual({ kind: "refused", humanCheckNeeded: false });
    expect(await ctx.db.$count(sessions)).toBe(0);
    expect(await ctx.db.$count(knownDevices)).toBe(0);
    expect(await accountOf(ctx, account)).toMatchObject({ lastSignInAt: null });
    expect((await trail(ctx)).map(({ kind }) => kind)).toEqual(["sign-in-failed"]);
  });

  test("SEC-24 · a deactivation: no session", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx);
    whileHashing(ctx, () => ctx.db.update(accounts).set(DEACTIVATED).where(eq(accounts.id, account.id)));
    expect((await signIn(ctx, credentials(account.email))).kind).toBe("refused");
    expect(await ctx.db.$count(sessions)).toBe(0);
  });

  test("R-425 · an enrolment: the factor is asked for at once, there is no session without it", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx);
    whileHashing(ctx, () => withTotp(ctx, account));
    expect((await signIn(ctx, credentials(account.email))).kind).toBe("second-factor-needed");
    expect(await ctx.db.select().from(sessions)).toMatchObject([{ awaitsSecondFactor: true }]);
  });

  test("SEC-24 · a reset that commits while the session is being written wins", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx);
    const passwordHash = await cheapHash("bateau-lavoir 1889");
    const outcome = await ctx.db.transaction(async (db) => {
      await db.update(accounts).set({ passwordHash }).where(eq(accounts.id, account.id));
      // It waits for the account's row, which this transaction holds.
      const trying = signIn(ctx, credentials(account.email));
      await untilOneWaits(ctx);
      return { trying };
    });
    expect((await outcome.trying).kind).toBe("refused");
    expect(await ctx.db.$count(sessions)).toBe(0);
  });

  test("R-420 · SEC-37 · right sign-ins at once each open a session, though one of them renews the hash", async () => {
    // The real hasher: what the tests' own makes is always out of date, and would be renewed by each of them.
    const ctx = Object.assign(await testContext(), { passwords: argon2Hasher() });
    const account = await anAccount(ctx);
    const tries = Array.from({ length: 4 }, () => signIn(ctx, credentials(account.email)));
    expect((await Promise.all(tries)).map(({ kind }) => kind)).toEqual(Array(4).fill("signed-in"));
  });
});

test("R-1201 · a right password that stops at the second step leaves a line with its place", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  await withTotp(ctx, account);
  await signIn(ctx, credentials(account.email, { browser: from(7) }));
  const [session] = await ctx.db.select().from(sessions);
  expect(await trail(ctx)).toEqual([
    { kind: "second-factor-asked", actorId: account.id, targetId: account.id, facts: { sessionId: session?.id } },
  ]);
  expect(await ctx.db.select().from(auditPersonalValues)).toMatchObject([{ origin: "198.51.100.7" }]);
});
