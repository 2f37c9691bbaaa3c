import { expect, test } from "vitest";
import { passkeys, recoveryCodes, totpAuthenticators } from "@/drizzle/schema/account";
import { testContext } from "@/lib/testing/context";
import { anAccount, aSessionOf } from "@/lib/testing/people";
import { endSessions } from "./end-sessions";
import { findOwnSecurity, hasSecondFactor } from "./find-own-security";

test("R-425, SEC-46 · what protects an account is counted in one trip: confirmed factors, unused codes, live sessions, one's own alone", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  const stranger = await anAccount(ctx);
  const createdAt = ctx.now();
  for (const { id: accountId } of [account, stranger]) {
    await ctx.db.insert(totpAuthenticators).values({ accountId, sealedSecret: "sealed", createdAt });
    const key = { accountId, publicKey: "key", counter: 0, transports: [], label: "Clé", createdAt };
    await ctx.db.insert(passkeys).values({ ...key, id: ctx.id(), credentialId: ctx.id() });
    await ctx.db.insert(recoveryCodes).values([
      { accountId, position: 1, codeHash: "hash", createdAt },
      { accountId, position: 2, codeHash: "hash", createdAt, usedAt: createdAt },
    ]);
  }
  await aSessionOf(ctx, account);
  await aSessionOf(ctx, account);
  await aSessionOf(ctx, stranger);
  ctx.queries();
  const security = await findOwnSecurity(ctx, { accountId: account.id });
  expect(ctx.queries()).toBe(1);
  expect(security).toEqual({
    email: account.email,
    hasSecretQuestion: true,
    // Shown to the person, but no code has come back: it protects nothing yet.
    hasAuthenticator: false,
    passkeys: 1,
    recoveryCodes: 1,
    sessions: 2,
  });
  expect(hasSecondFactor(security)).toBe(true);
  expect(hasSecondFactor({ ...security, passkeys: 0 })).toBe(false);
  expect(hasSecondFactor({ ...security, passkeys: 0, hasAuthenticator: true })).toBe(true);
  await endSessions(ctx, { accountId: account.id });
  expect((await findOwnSecurity(ctx, { accountId: account.id })).sessions).toBe(0);
});

test("R-425 · an authenticator counts once a code of it has come back", async () => {
  const ctx = await testContext();
  const { id: accountId } = await anAccount(ctx, { secretQuestion: null, secretAnswerHash: null });
  const [createdAt, confirmedAt] = [ctx.now(), ctx.now()];
  await ctx.db.insert(totpAuthenticators).values({ accountId, sealedSecret: "sealed", createdAt, confirmedAt });
  expect(await findOwnSecurity(ctx, { accountId })).toMatchObject({ hasAuthenticator: true, hasSecretQuestion: false });
});
