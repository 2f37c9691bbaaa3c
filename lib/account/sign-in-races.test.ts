import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { accounts, knownDevices, sessions } from "@/drizzle/schema/account";
import { argon2Hasher } from "@/lib/platform/password-hash";
import { type TestContext, testContext } from "@/lib/testing/context";
import { cheapHash } from "@/lib/testing/counting-hasher";
import { anAccount, DEACTIVATED } from "@/lib/testing/people";
import { withTotp } from "@/lib/testing/second-factors";
import { accountNow, credentials, wholeTrail } from "@/lib/testing/sign-in-tries";
import { untilOneWaits } from "@/lib/testing/until-one-waits";
import { signIn } from "./sign-in";

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
    expect(await accountNow(ctx, account)).toMatchObject({ lastSignInAt: null });
    expect((await wholeTrail(ctx)).map(({ kind }) => kind)).toEqual(["sign-in-failed"]);
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
