import { describe, expect, test } from "vitest";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { type TestContext, testContext } from "@/lib/testing/context";
import { anAccount } from "@/lib/testing/people";
import {
  accountNow,
  costOfSignIn,
  credentials,
  failToSignIn,
  from,
  later,
  lockAccount,
  wholeTrail,
  wrongPassword,
} from "@/lib/testing/sign-in-tries";
import { signIn } from "./sign-in";

describe("R-422 · a locked account", () => {
  test("R-422 · twenty failures from four places lock it for 30 minutes, and its owner is told once (N-09)", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx, { language: "en" });
    for (const place of [1, 2, 3]) await failToSignIn(ctx, account.email, 5, { browser: from(place) });
    await failToSignIn(ctx, account.email, 4, { browser: from(4) });
    expect(await accountNow(ctx, account)).toMatchObject({ lockedUntil: null });
    await failToSignIn(ctx, account.email, 1, { browser: from(4) });
    expect(await accountNow(ctx, account)).toMatchObject({ lockedUntil: later(30) });

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
    const kinds = (await wholeTrail(ctx)).map(({ kind, facts }) => ({ kind, facts }));
    expect(kinds.filter(({ kind }) => kind === "account-locked")).toEqual([
      { kind: "account-locked", facts: { until: later(30).toISOString() } },
    ]);
    expect(kinds.slice(-2).map(({ facts }) => facts)).toEqual([{ reason: "closed" }, { reason: "closed" }]);

    ctx.moveTo(later(29, 59));
    expect((await signIn(ctx, credentials(account.email, { browser: from(7) }))).kind).toBe("refused");
    ctx.moveTo(later(30));
    expect((await signIn(ctx, credentials(account.email, { browser: from(7) }))).kind).toBe("signed-in");
    expect(await accountNow(ctx, account)).toMatchObject({ lockedUntil: null });
  });

  test("SEC-10 · SEC-40 · where no place can be told, twenty failures lock it, and the known browser still lets its owner in", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx);
    const unknown = { browser: { origin: "unknown", userAgent: "" } };
    const first = await signIn(ctx, credentials(account.email, unknown));
    await failToSignIn(ctx, account.email, 20, unknown);
    expect(await accountNow(ctx, account)).toMatchObject({ lockedUntil: later(30) });
    expect((await signIn(ctx, credentials(account.email, unknown))).kind).toBe("refused");
    const devices = first.kind === "signed-in" ? [first.device] : [];
    expect((await signIn(ctx, credentials(account.email, { ...unknown, devices }))).kind).toBe("signed-in");
  });

  test("SEC-39 · R-1106 · the answer, its queries and its hashes do not depend on the password, nor on whether the account exists", async () => {
    const ctx = await testContext();
    const { email } = await anAccount(ctx);
    await lockAccount(ctx, email);
    await lockAccount(ctx, "nobody@example.org");
    const right = await costOfSignIn(ctx, credentials(email, { browser: from(5) }));
    expect(right).toMatchObject({ outcome: { kind: "refused" }, verifies: 1, hashes: 0 });
    expect(await costOfSignIn(ctx, credentials(email, { ...wrongPassword, browser: from(6) }))).toEqual(right);
    expect(await costOfSignIn(ctx, credentials("nobody@example.org", { browser: from(7) }))).toEqual(right);

    const closedPair = await costOfSignIn(ctx, credentials(email, { browser: from(1) }));
    expect(await costOfSignIn(ctx, credentials(email, { ...wrongPassword, browser: from(1) }))).toEqual(closedPair);
  });

  test("SEC-22 · each of twenty failures costs the same for an address with and without an account", async () => {
    const ctx = await testContext();
    const { email } = await anAccount(ctx);
    for (let turn = 0; turn < 22; turn++) {
      const more = { ...wrongPassword, browser: from(1 + Math.floor(turn / 5)) };
      const known = await costOfSignIn(ctx, credentials(email, more));
      const unknown = await costOfSignIn(ctx, credentials("nobody@example.org", more));
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
    await lockAccount(ctx, email);
    expect((await signIn(ctx, credentials(email))).kind).toBe("refused");
    expect((await signIn(ctx, credentials(email, { devices: ["somebody else's secret"] }))).kind).toBe("refused");
    expect(await signIn(ctx, credentials(email, mine))).toMatchObject({ kind: "signed-in", device: first.device });

    await failToSignIn(ctx, email, 5, mine);
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
    await lockAccount(ctx, theirs.email);
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
    await lockAccount(ctx, theirs.email);
    expect((await signIn(ctx, credentials(theirs.email, { devices }))).kind, "his own budget").toBe("signed-in");
  });

  test("SEC-47 · a wrong password from a strange browser says nothing of it", async () => {
    const ctx = await testContext();
    const { email } = await anAccount(ctx);
    await signIn(ctx, credentials(email));
    await signIn(ctx, credentials(email, { ...wrongPassword, browser: from(2) }));
    expect(await mails(ctx)).toEqual([]);
  });
});
