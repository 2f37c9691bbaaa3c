import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { accounts, sessions, throttleCounters } from "@/drizzle/schema/account";
import { auditEvents } from "@/drizzle/schema/audit";
import { findActor } from "@/lib/attachment/find-actor";
import { clearTrail } from "@/lib/testing/clear-trail";
import { type TestContext, testContext } from "@/lib/testing/context";
import { cheapHash } from "@/lib/testing/counting-hasher";
import { type Account, anAccount, aPasswordProofOf, aSessionOf, DEACTIVATED, PASSWORD } from "@/lib/testing/people";
import { personalValuesOf } from "@/lib/testing/personal-values-of";
import { endSessions } from "./end-sessions";
import { holdProof, isFreshProof, provePassword, requireOwnProof } from "./prove-password";
import { secretHash } from "./session";

async function someone() {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  const { sessionId, secret } = await aSessionOf(ctx, account);
  await clearTrail(ctx);
  const give = (password: string | null) => provePassword(ctx, { accountId: account.id, sessionId, password });
  const confirmedAt = async () =>
    (await ctx.db.select().from(sessions).where(eq(sessions.id, sessionId)))[0]?.passwordConfirmedAt;
  const told = async () => (await ctx.db.select().from(auditEvents)).map(({ kind }) => kind);
  return { ctx, account, sessionId, secret, give, confirmedAt, told };
}

test("SEC-45 · the right password: this session remembers when, and the trail says so", async () => {
  const { ctx, account, sessionId, give, confirmedAt, told } = await someone();
  const other = await aSessionOf(ctx, account);
  await clearTrail(ctx);
  expect(await give(PASSWORD)).toMatchObject({ kind: "proven", proof: { accountId: account.id, sessionId } });
  expect(await confirmedAt()).toEqual(ctx.now());
  expect(await told()).toEqual(["password-confirmed"]);
  expect((await ctx.db.select().from(auditEvents))[0]).toMatchObject({ actorId: account.id, facts: { sessionId } });
  expect(await personalValuesOf(ctx, "password-confirmed")).toEqual([{ origin: "192.0.2.1", changes: null }]);
  await give("not the password");
  expect(await personalValuesOf(ctx, "password-confirmation-failed")).toMatchObject([{ origin: "192.0.2.1" }]);
  const [untouched] = await ctx.db.select().from(sessions).where(eq(sessions.id, other.sessionId));
  expect(untouched?.passwordConfirmedAt).toBeNull();
});

test("SEC-42 · the session goes on under a new secret; the one before serves requests under way for 30 seconds", async () => {
  const { ctx, sessionId, secret, give } = await someone();
  const outcome = await give(PASSWORD);
  const renewed = outcome.kind === "proven" ? outcome.renewed : null;
  expect(renewed).toMatch(/^[\w-]{43}$/);
  expect(renewed).not.toBe(secret);
  expect(await findActor(ctx, renewed ?? "")).toMatchObject({ sessionId, holdsNewestSecret: true });
  ctx.moveTo("2026-01-05T09:00:29Z");
  expect(await findActor(ctx, secret)).toMatchObject({ sessionId, holdsNewestSecret: false });
  ctx.moveTo("2026-01-05T09:00:30Z");
  expect(await findActor(ctx, secret)).toBeNull();
  expect(await findActor(ctx, renewed ?? "")).toMatchObject({ sessionId });
  // The database keeps no secret that could be used.
  const rows = await ctx.db.select().from(sessions).where(eq(sessions.id, sessionId));
  expect(JSON.stringify(rows)).not.toContain(renewed);
});

test("SEC-42 · a wrong password leaves the session its secret", async () => {
  const { ctx, sessionId, secret, give } = await someone();
  expect(await give("wrong")).toEqual({ kind: "wrong-password" });
  expect(await findActor(ctx, secret)).toMatchObject({ sessionId });
});

describe("SEC-45 · an earlier answer", () => {
  test("SEC-45 · counts for ten minutes, and costs no hash and no new secret", async () => {
    const { ctx, account, sessionId, give } = await someone();
    expect(await give(null)).toEqual({ kind: "password-needed" });
    await give(PASSWORD);
    const { verifies } = ctx.passwords;
    ctx.moveTo("2026-01-05T09:09:59Z");
    const proof = { accountId: account.id, sessionId };
    expect(await give(null)).toEqual({ kind: "proven", proof, renewed: null });
    ctx.moveTo("2026-01-05T09:10:00Z");
    expect(await give(null)).toEqual({ kind: "password-needed" });
    ctx.moveTo("2026-01-05T09:10:01Z");
    expect(await give(null)).toEqual({ kind: "password-needed" });
    expect(ctx.passwords.verifies).toBe(verifies);
  });

  test("SEC-45 · the page and the command agree on the ten minutes", () => {
    const givenAt = new Date("2026-01-05T09:00:00Z");
    expect(isFreshProof(givenAt, new Date("2026-01-05T09:09:59Z"))).toBe(true);
    expect(isFreshProof(givenAt, new Date("2026-01-05T09:10:00Z"))).toBe(false);
    expect(isFreshProof(null, givenAt)).toBe(false);
  });

  test("SEC-45 · counts in its own session alone, and not once that session is closed", async () => {
    const { ctx, account, sessionId, give } = await someone();
    const other = await aSessionOf(ctx, account);
    await give(PASSWORD);
    const elsewhere = { accountId: account.id, sessionId: other.sessionId, password: null };
    expect(await provePassword(ctx, elsewhere)).toEqual({ kind: "password-needed" });
    const stranger = await anAccount(ctx);
    const borrowed = { accountId: stranger.id, sessionId, password: null };
    expect(await provePassword(ctx, borrowed)).toEqual({ kind: "password-needed" });
    await endSessions(ctx, { accountId: account.id });
    expect(await give(null)).toEqual({ kind: "password-needed" });
  });
});

test("SEC-45 · a proof serves its own giver alone", async () => {
  const { ctx, account, sessionId } = await someone();
  const proof = await aPasswordProofOf(ctx, { accountId: account.id, sessionId });
  expect(() => requireOwnProof(proof, { accountId: account.id })).not.toThrow();
  expect(() => requireOwnProof(proof, { accountId: ctx.id() })).toThrow("somebody else");
});

test("SEC-45, M-60 · five wrong ones close this way for fifteen minutes, even to the right one", async () => {
  const { ctx, give, confirmedAt, told } = await someone();
  for (let index = 0; index < 5; index++) expect(await give(`guess ${index}`)).toEqual({ kind: "wrong-password" });
  const { verifies } = ctx.passwords;
  expect(await give(PASSWORD)).toEqual({ kind: "too-many-attempts" });
  // Nothing is hashed behind a closed door.
  expect(ctx.passwords.verifies).toBe(verifies);
  expect(await confirmedAt()).toBeNull();
  expect(await told()).toEqual(Array(5).fill("password-confirmation-failed"));
  ctx.moveTo("2026-01-05T09:15:01Z");
  expect((await give(PASSWORD)).kind).toBe("proven");
});

test("SEC-45 · a right answer forgets the wrong ones before it", async () => {
  const { give } = await someone();
  for (let round = 0; round < 2; round++) {
    for (let index = 0; index < 4; index++) expect((await give("wrong")).kind).toBe("wrong-password");
    expect((await give(PASSWORD)).kind).toBe("proven");
  }
});

test("SEC-40 · one person's wrong answers close nothing for another", async () => {
  const { ctx, give } = await someone();
  for (let index = 0; index < 6; index++) await give("wrong");
  const other = await anAccount(ctx);
  const { sessionId } = await aSessionOf(ctx, other);
  const outcome = await provePassword(ctx, { accountId: other.id, sessionId, password: PASSWORD });
  expect(outcome.kind).toBe("proven");
});

test("SEC-37 · an overloaded moment is no wrong answer, and costs no try", async () => {
  const { ctx, give, told } = await someone();
  ctx.passwords.overloaded = true;
  for (let index = 0; index < 8; index++) expect(await give(PASSWORD)).toEqual({ kind: "overloaded" });
  ctx.passwords.overloaded = false;
  expect((await give(PASSWORD)).kind).toBe("proven");
  expect(await told()).toEqual(["password-confirmed"]);
});

test("SEC-44 · the password of an account that is not active confirms nothing", async () => {
  const { ctx, account, give, confirmedAt } = await someone();
  await ctx.db.update(accounts).set(DEACTIVATED).where(eq(accounts.id, account.id));
  expect(await give(PASSWORD)).toEqual({ kind: "wrong-password" });
  expect(await confirmedAt()).toBeNull();
});

test("SEC-45 · twenty guesses at once are evaluated five times", async () => {
  const { ctx, give } = await someone();
  const before = ctx.passwords.verifies;
  const outcomes = await Promise.all(Array.from({ length: 20 }, (_, index) => give(`guess ${index}`)));
  expect(outcomes.filter(({ kind }) => kind === "wrong-password")).toHaveLength(5);
  expect(ctx.passwords.verifies - before).toBe(5);
});

test("SEC-42 · of two right answers at once one secret remains, and it works", async () => {
  const { ctx, account, sessionId, give } = await someone();
  const outcomes = await Promise.all([give(PASSWORD), give(PASSWORD)]);
  expect(outcomes.map(({ kind }) => kind)).toEqual(["proven", "proven"]);
  const [renewed, ...more] = outcomes.flatMap((outcome) => (outcome.kind === "proven" ? (outcome.renewed ?? []) : []));
  // A secret that was handed out a moment ago is not replaced: whichever answer comes last, the browser holds it.
  expect(more).toEqual([]);
  expect(await findActor(ctx, renewed ?? "")).toMatchObject({ sessionId, holdsNewestSecret: true });
  expect(await ctx.db.$count(sessions, and(eq(sessions.accountId, account.id), eq(sessions.id, sessionId)))).toBe(1);
});

test("SEC-42 · the password given again within 30 seconds keeps the new secret, later it brings another", async () => {
  const { ctx, give } = await someone();
  const renewals: boolean[] = [];
  for (const moment of ["2026-01-05T09:00:00Z", "2026-01-05T09:00:29Z", "2026-01-05T09:00:30Z"]) {
    ctx.moveTo(moment);
    const outcome = await give(PASSWORD);
    renewals.push(outcome.kind === "proven" && outcome.renewed !== null);
  }
  expect(renewals).toEqual([true, false, true]);
});

describe("SEC-24 · what happens while the slow hash runs", () => {
  const meanwhiles: [string, (ctx: TestContext, account: Account) => Promise<unknown>][] = [
    [
      "the password is replaced",
      async (ctx, { id }) => {
        const passwordHash = await cheapHash("bateau-lavoir 1889");
        await ctx.db.update(accounts).set({ passwordHash }).where(eq(accounts.id, id));
      },
    ],
    ["the session is closed", (ctx, { id: accountId }) => endSessions(ctx, { accountId })],
    ["the account is closed", (ctx, { id }) => ctx.db.update(accounts).set(DEACTIVATED).where(eq(accounts.id, id))],
  ];
  test.each(meanwhiles)("SEC-24 · %s: refused like a wrong password, and counted", async (_, meanwhile) => {
    const { ctx, account, give, secret, confirmedAt, told } = await someone();
    const { verify } = ctx.passwords;
    ctx.passwords.verify = async (stored, typed) => {
      const verdict = await verify(stored, typed);
      await meanwhile(ctx, account);
      return verdict;
    };
    expect(await give(PASSWORD)).toEqual({ kind: "wrong-password" });
    expect(await confirmedAt()).toBeNull();
    expect(await told()).toEqual(["password-confirmation-failed"]);
    expect(await ctx.db.select().from(throttleCounters)).toMatchObject([{ used: 1 }]);
    const [row] = await ctx.db.select().from(sessions);
    expect(row?.secretHash).toBe(secretHash(secret));
  });

  test("SEC-45 · a proof is worth nothing once its session is over, and only its own session counts", async () => {
    const { ctx, account, sessionId } = await someone();
    const proof = await aPasswordProofOf(ctx, { accountId: account.id, sessionId });
    expect(await holdProof(ctx, proof)).toBe(true);
    expect(await holdProof(ctx, { accountId: (await anAccount(ctx)).id, sessionId })).toBe(false);
    await endSessions(ctx, { accountId: account.id });
    await aSessionOf(ctx, account);
    expect(await holdProof(ctx, proof)).toBe(false);
  });
});
