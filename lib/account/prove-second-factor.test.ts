import { eq, like } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { accounts, knownDevices, recoveryCodes, sessions, throttleCounters } from "@/drizzle/schema/account";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { findActor } from "@/lib/attachment/find-actor";
import { type TestContext, testContext } from "@/lib/testing/context";
import { anAccount } from "@/lib/testing/people";
import { halfwaySignIn, withPasskey, withRecoveryCodes, withTotp } from "@/lib/testing/second-factors";
import { credentials } from "@/lib/testing/sign-in-tries";
import { askForPasskey } from "./ask-for-passkey";
import { findPendingSignIn } from "./find-pending-sign-in";
import { proveSecondFactor } from "./prove-second-factor";
import { secretHash } from "./session";
import { signIn } from "./sign-in";

const browser = { origin: "192.0.2.1", userAgent: "Test browser" };
const later = (ctx: TestContext, seconds: number) => ctx.moveTo(new Date(ctx.now().getTime() + seconds * 1000));

/** Answers the sign-in that `secret` carries on. */
const prove = (
  ctx: TestContext,
  secret: string,
  answer: string,
  more: { factor?: "totp" | "passkey" | "recovery-code"; devices?: string[] } = {},
) => proveSecondFactor(ctx, { secret, factor: "totp", answer, browser, devices: [], ...more });

const kinds = async (ctx: TestContext) =>
  (await ctx.db.select().from(auditEvents).orderBy(auditEvents.position)).map(({ kind }) => kind);

describe("R-425 · a sign-in with a second factor", () => {
  test("R-425 · SEC-42 · the password alone opens nothing; the code signs in, under a new secret", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx, { lastSignInAt: new Date("2025-12-24T18:00:00Z") });
    const code = await withTotp(ctx, account);
    const secret = await halfwaySignIn(ctx, account);
    expect(await findActor(ctx, secret)).toBeNull();
    expect(await ctx.db.$count(knownDevices)).toBe(0);
    const [before] = await ctx.db.select().from(accounts);
    expect(before?.lastSignInAt, "half a sign-in is no visit").toEqual(new Date("2025-12-24T18:00:00Z"));
    expect(await kinds(ctx)).toEqual(["second-factor-asked"]);

    const outcome = await prove(ctx, secret, code());
    if (outcome.kind !== "signed-in") throw new Error(outcome.kind);
    expect(outcome.secret).not.toBe(secret);
    expect(await findActor(ctx, secret), "the secret from before is dead").toBeNull();
    expect(await findActor(ctx, outcome.secret)).toMatchObject({ accountId: account.id, hasSecondFactor: true });
    const [row] = await ctx.db.select().from(sessions);
    expect(row).toMatchObject({ awaitsSecondFactor: false, secondFactorAt: ctx.now() });
    const [after] = await ctx.db.select().from(accounts);
    expect(after).toMatchObject({ lastSignInAt: ctx.now(), previousSignInAt: new Date("2025-12-24T18:00:00Z") });
    expect(await ctx.db.select().from(knownDevices)).toMatchObject([{ deviceHash: secretHash(outcome.device) }]);
    expect((await kinds(ctx)).sort()).toEqual(["second-factor-asked", "second-factor-proven", "signed-in"]);
    expect(await ctx.db.$count(throttleCounters, like(throttleCounters.key, "second-factor%"))).toBe(0);
  });

  test("R-425 · an administrator is one only once the second factor is proven", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx, { isAdministrator: true });
    const plain = await signIn(ctx, credentials(account.email));
    if (plain.kind !== "signed-in") throw new Error(plain.kind);
    expect(await findActor(ctx, plain.secret)).toMatchObject({ isAdministrator: false, mustEnrolSecondFactor: true });
    const code = await withTotp(ctx, account);
    const outcome = await prove(ctx, await halfwaySignIn(ctx, account), code());
    if (outcome.kind !== "signed-in") throw new Error(outcome.kind);
    expect(await findActor(ctx, outcome.secret)).toMatchObject({ isAdministrator: true, mustEnrolSecondFactor: false });
  });

  test("R-425 · the code may come until the last second of ten minutes", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx);
    const code = await withTotp(ctx, account);
    const [first, second] = [await halfwaySignIn(ctx, account), await halfwaySignIn(ctx, account)];
    later(ctx, 599);
    expect((await prove(ctx, first, code())).kind).toBe("signed-in");
    later(ctx, 1);
    expect((await prove(ctx, second, code(1))).kind).toBe("expired");
  });

  test("R-425 · neither a finished session nor an unknown secret takes a code", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx);
    const code = await withTotp(ctx, account);
    const outcome = await prove(ctx, await halfwaySignIn(ctx, account), code());
    if (outcome.kind !== "signed-in") throw new Error(outcome.kind);
    expect(await prove(ctx, outcome.secret, code(1))).toEqual({ kind: "expired" });
    expect(await prove(ctx, "unknown", code(1))).toEqual({ kind: "expired" });
  });

  test("SEC-44 · an account deactivated meanwhile is not signed in", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx);
    const code = await withTotp(ctx, account);
    const secret = await halfwaySignIn(ctx, account);
    const gone = { status: "deactivated", deactivatedAt: ctx.now(), deactivationCause: "own-wish" } as const;
    await ctx.db.update(accounts).set(gone);
    expect(await prove(ctx, secret, code())).toEqual({ kind: "expired" });
  });
});

describe("SEC-48 · codes of an application", () => {
  test.each([
    [-2, "wrong"],
    [-1, "signed-in"],
    [0, "signed-in"],
    [1, "signed-in"],
    [2, "wrong"],
  ])("SEC-48 · the code of %i steps from now is %s", async (steps, kind) => {
    const ctx = await testContext();
    const account = await anAccount(ctx);
    const code = await withTotp(ctx, account);
    expect((await prove(ctx, await halfwaySignIn(ctx, account), code(steps))).kind).toBe(kind);
  });

  test("SEC-48 · a code that was used works no more, nor does an older one; the next one does", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx);
    const code = await withTotp(ctx, account);
    expect((await prove(ctx, await halfwaySignIn(ctx, account), code())).kind).toBe("signed-in");
    const secret = await halfwaySignIn(ctx, account);
    expect((await prove(ctx, secret, code())).kind, "replayed").toBe("wrong");
    expect((await prove(ctx, secret, code(-1))).kind, "an older step").toBe("wrong");
    later(ctx, 30);
    expect((await prove(ctx, secret, code())).kind).toBe("signed-in");
  });

  test("SEC-48 · the same code in five windows at once signs in once", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx);
    const code = await withTotp(ctx, account);
    const secrets: string[] = [];
    for (let turn = 0; turn < 5; turn++) secrets.push(await halfwaySignIn(ctx, account));
    const outcomes = await Promise.all(secrets.map((secret) => prove(ctx, secret, code())));
    expect(outcomes.filter(({ kind }) => kind === "signed-in")).toHaveLength(1);
    expect(await ctx.db.$count(sessions, eq(sessions.awaitsSecondFactor, false))).toBe(1);
  });

  test("SEC-48 · one window that sends its code five times over is signed in once", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx);
    const code = await withTotp(ctx, account);
    const secret = await halfwaySignIn(ctx, account);
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => prove(ctx, secret, code())));
    expect(outcomes.filter(({ kind }) => kind === "signed-in")).toHaveLength(1);
  });

  test("SEC-48 · five wrong answers close the way for 15 minutes, whatever the factor, and end the sign-in", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx);
    const code = await withTotp(ctx, account);
    const [paper = ""] = await withRecoveryCodes(ctx, account);
    const secret = await halfwaySignIn(ctx, account);
    const wrong = code() === "000000" ? "111111" : "000000";
    for (let turn = 0; turn < 2; turn++) expect(await prove(ctx, secret, wrong)).toEqual({ kind: "wrong" });
    expect((await prove(ctx, secret, "1-AAAAA", { factor: "recovery-code" })).kind).toBe("wrong");
    expect((await prove(ctx, secret, "{}", { factor: "passkey" })).kind).toBe("wrong");
    expect(await prove(ctx, secret, wrong)).toEqual({ kind: "too-many-attempts" });
    expect(await prove(ctx, secret, code()), "the sign-in is over").toEqual({ kind: "expired" });

    // The password opens a new one, and the way is still closed.
    for (const seconds of [1, 898]) {
      later(ctx, seconds);
      const again = await halfwaySignIn(ctx, account);
      expect(await prove(ctx, again, code())).toEqual({ kind: "too-many-attempts" });
      const one = await halfwaySignIn(ctx, account);
      expect(await prove(ctx, one, paper, { factor: "recovery-code" })).toEqual({ kind: "too-many-attempts" });
    }
    later(ctx, 1);
    expect((await prove(ctx, await halfwaySignIn(ctx, account), code())).kind).toBe("signed-in");
    expect((await kinds(ctx)).filter((kind) => kind === "second-factor-failed")).toHaveLength(5);
  });

  test("SEC-40 · whoever has the password cannot shut its owner out of a browser he signed in with before", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx);
    const code = await withTotp(ctx, account);
    const first = await prove(ctx, await halfwaySignIn(ctx, account), code());
    if (first.kind !== "signed-in") throw new Error(first.kind);
    const mine = { devices: [first.device] };
    later(ctx, 60);
    const thief = await halfwaySignIn(ctx, account);
    for (let turn = 0; turn < 5; turn++) await prove(ctx, thief, "no code");
    const strange = await halfwaySignIn(ctx, account);
    expect(await prove(ctx, strange, code(), { devices: ["not his"] })).toEqual({ kind: "too-many-attempts" });
    expect((await prove(ctx, await halfwaySignIn(ctx, account), code(), mine)).kind).toBe("signed-in");

    // His own five are five as well.
    const own = await halfwaySignIn(ctx, account);
    for (let turn = 0; turn < 4; turn++) expect((await prove(ctx, own, "no code", mine)).kind).toBe("wrong");
    expect((await prove(ctx, own, "no code", mine)).kind).toBe("too-many-attempts");
  });

  test("SEC-48 · of thirty guesses at once no more than five are compared", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx);
    await withTotp(ctx, account);
    await withRecoveryCodes(ctx, account);
    const secret = await halfwaySignIn(ctx, account);
    ctx.passwords.verifies = 0;
    const guess = () => prove(ctx, secret, "1-AAAAA-AAAAA-AAAAA-AAAAA", { factor: "recovery-code" });
    const outcomes = await Promise.all(Array.from({ length: 30 }, guess));
    expect(ctx.passwords.verifies).toBeLessThanOrEqual(5);
    expect(outcomes.map(({ kind }) => kind)).not.toContain("signed-in");
    expect(await ctx.db.select().from(sessions)).toMatchObject([{ endedAt: ctx.now() }]);
  });
});

describe("R-425 · recovery codes", () => {
  test("SEC-48 · N-27 · one signs in once, its owner is told, and the other nine stay", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx, { language: "en" });
    await withTotp(ctx, account);
    const [first = "", second = ""] = await withRecoveryCodes(ctx, account);
    const typed = first.toLowerCase().replaceAll("-", " ");
    const used = { factor: "recovery-code" } as const;
    expect((await prove(ctx, await halfwaySignIn(ctx, account), typed, used)).kind).toBe("signed-in");
    expect(await ctx.db.select().from(outboxMessages)).toMatchObject([
      {
        recipient: account.email,
        language: "en",
        message: { kind: "second-factor-changed", change: "recovery-code-used", at: ctx.now().toISOString() },
      },
    ]);
    const secret = await halfwaySignIn(ctx, account);
    expect((await prove(ctx, secret, first, used)).kind, "used up").toBe("wrong");
    expect((await prove(ctx, secret, second, used)).kind).toBe("signed-in");
    const rows = await ctx.db.select().from(recoveryCodes).orderBy(recoveryCodes.position);
    expect(rows.map(({ usedAt }) => usedAt !== null)).toEqual([true, true, ...Array(8).fill(false)]);
  });

  test("SEC-48 · the same code in five windows at once signs in once", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx);
    await withTotp(ctx, account);
    const [code = ""] = await withRecoveryCodes(ctx, account);
    const secrets: string[] = [];
    for (let turn = 0; turn < 5; turn++) secrets.push(await halfwaySignIn(ctx, account));
    const outcomes = await Promise.all(secrets.map((one) => prove(ctx, one, code, { factor: "recovery-code" })));
    expect(outcomes.filter(({ kind }) => kind === "signed-in")).toHaveLength(1);
  });

  test("SEC-37 · a full queue uses up no try", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx);
    await withTotp(ctx, account);
    const [code = ""] = await withRecoveryCodes(ctx, account);
    const secret = await halfwaySignIn(ctx, account);
    ctx.passwords.overloaded = true;
    for (let turn = 0; turn < 10; turn++) {
      expect(await prove(ctx, secret, code, { factor: "recovery-code" })).toEqual({ kind: "overloaded" });
    }
    ctx.passwords.overloaded = false;
    expect((await prove(ctx, secret, code, { factor: "recovery-code" })).kind).toBe("signed-in");
  });
});

describe("SEC-49 · passkeys", () => {
  async function atTheDoor() {
    const ctx = await testContext();
    const account = await anAccount(ctx);
    const { device } = await withPasskey(ctx, account);
    const secret = await halfwaySignIn(ctx, account);
    const pending = await findPendingSignIn(ctx, { secret });
    if (!pending) throw new Error("nothing waits");
    const ask = () => askForPasskey(ctx, pending);
    const answer = (text: string) => prove(ctx, secret, text, { factor: "passkey" });
    return { ctx, account, device, ask, answer };
  }

  test("SEC-49 · a passkey signs its owner in", async () => {
    const { ctx, account, device, ask, answer } = await atTheDoor();
    const outcome = await answer(device.sign(await ask()));
    if (outcome.kind !== "signed-in") throw new Error(outcome.kind);
    expect(await findActor(ctx, outcome.secret)).toMatchObject({ accountId: account.id, hasSecondFactor: true });
  });

  test("SEC-49 · a challenge is answered once: the same answer again, or one to an older challenge, is refused", async () => {
    const { device, ask, answer } = await atTheDoor();
    const [older, newer] = [await ask(), await ask()];
    expect(await answer(device.sign(older)), "replaced by a newer one").toEqual({ kind: "wrong" });
    expect(await answer(device.sign(newer)), "taken by the try before").toEqual({ kind: "wrong" });
    const signed = device.sign(await ask());
    expect((await answer(signed)).kind).toBe("signed-in");
    expect((await answer(signed)).kind).toBe("expired");
  });

  test("SEC-49 · another device's key, with a name of its own, is refused", async () => {
    const { ctx, ask, answer } = await atTheDoor();
    const stranger = await withPasskey(ctx, await anAccount(ctx));
    expect((await answer(stranger.device.sign(await ask()))).kind).toBe("wrong");
  });
});

describe("SEC-47 · a browser that the account does not know", () => {
  test("SEC-47 · N-26 · is told of once the sign-in is complete, not before", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx);
    const code = await withTotp(ctx, account);
    const first = await prove(ctx, await halfwaySignIn(ctx, account), code());
    if (first.kind !== "signed-in") throw new Error(first.kind);
    expect(await ctx.db.$count(outboxMessages), "the first one is quiet").toBe(0);
    later(ctx, 60);
    const known = await halfwaySignIn(ctx, account);
    expect((await prove(ctx, known, code(), { devices: ["x", first.device] })).kind).toBe("signed-in");
    later(ctx, 60);
    const unknown = await halfwaySignIn(ctx, account);
    expect(await ctx.db.$count(outboxMessages)).toBe(0);
    expect((await prove(ctx, unknown, code())).kind).toBe("signed-in");
    expect(await ctx.db.select().from(outboxMessages)).toMatchObject([{ kind: "unknown-device-signed-in" }]);
  });
});

describe("SEC-47 · whoever guesses here holds the password", () => {
  test("SEC-47 · R-1201 · the owner is told when the way closes, once a day, at the login address; the trail each time", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx, { language: "en", contactEmail: "elsewhere@example.org" });
    await withTotp(ctx, account);
    const told = async () =>
      (await ctx.db.select().from(outboxMessages)).filter(({ kind }) => kind === "second-factor-guessed");
    const closings = async () => (await kinds(ctx)).filter((kind) => kind === "second-factor-closed").length;
    const guess = async (times: number) => {
      const secret = await halfwaySignIn(ctx, account);
      for (let turn = 0; turn < times; turn++) await prove(ctx, secret, "000000");
    };
    const guessedAt = ctx.now();
    await guess(4);
    expect([await told(), await closings()]).toEqual([[], 0]);
    await guess(1);
    const message = { kind: "second-factor-guessed", accountId: account.id, at: guessedAt.toISOString() };
    expect(await told()).toMatchObject([{ recipient: account.email, language: "en", message }]);
    expect(await closings()).toBe(1);
    // A closed door is no new closing.
    await guess(1);
    expect(await closings()).toBe(1);

    later(ctx, 3600);
    await guess(5);
    expect([(await told()).length, await closings()]).toEqual([1, 2]);
    later(ctx, 86_400);
    await guess(5);
    expect([(await told()).length, await closings()]).toEqual([2, 3]);
  });
});
