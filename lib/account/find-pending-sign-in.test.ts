import { expect, test } from "vitest";
import { testContext } from "@/lib/testing/context";
import { anAccount, aSessionOf } from "@/lib/testing/people";
import { halfwaySignIn, withPasskey, withRecoveryCodes, withTotp } from "@/lib/testing/second-factors";
import { endSessions } from "./end-sessions";
import { findPendingSignIn } from "./find-pending-sign-in";

test("R-425 · the person is offered what he has, for ten minutes", async () => {
  const ctx = await testContext();
  const [withApplication, withKey] = [await anAccount(ctx), await anAccount(ctx)];
  await withTotp(ctx, withApplication);
  await withPasskey(ctx, withKey);
  const [one, other] = [await halfwaySignIn(ctx, withApplication), await halfwaySignIn(ctx, withKey)];
  expect(await findPendingSignIn(ctx, { secret: one })).toMatchObject({
    account: { id: withApplication.id },
    offers: { totp: true, passkey: false, recoveryCode: false },
  });
  expect((await findPendingSignIn(ctx, { secret: other }))?.offers).toEqual({
    totp: false,
    passkey: true,
    recoveryCode: true,
  });
  await withRecoveryCodes(ctx, withApplication);
  expect((await findPendingSignIn(ctx, { secret: one }))?.offers.recoveryCode).toBe(true);
  const start = ctx.now().getTime();
  ctx.moveTo(new Date(start + 599_000));
  expect(await findPendingSignIn(ctx, { secret: one })).not.toBeNull();
  ctx.moveTo(new Date(start + 600_000));
  expect(await findPendingSignIn(ctx, { secret: one })).toBeNull();
});

test("SEC-24 · it ends with the sessions of its account, and a finished session is none", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  await withTotp(ctx, account);
  const secret = await halfwaySignIn(ctx, account);
  const session = await aSessionOf(ctx, account);
  expect(await findPendingSignIn(ctx, { secret: session.secret })).toBeNull();
  await endSessions(ctx, { accountId: account.id });
  expect(await findPendingSignIn(ctx, { secret })).toBeNull();
});
