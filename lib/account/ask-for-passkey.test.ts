import { expect, test } from "vitest";
import { passkeyChallenges } from "@/drizzle/schema/account";
import { testContext } from "@/lib/testing/context";
import { anAccount } from "@/lib/testing/people";
import { halfwaySignIn, withPasskey } from "@/lib/testing/second-factors";
import { askForPasskey } from "./ask-for-passkey";
import { findPendingSignIn } from "./find-pending-sign-in";

test("SEC-49 · the browser is asked for one of the account's own keys, its owner verified, by a challenge never used before", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  const { device } = await withPasskey(ctx, account);
  await withPasskey(ctx, await anAccount(ctx));
  const pending = await findPendingSignIn(ctx, { secret: await halfwaySignIn(ctx, account) });
  if (!pending) throw new Error("nothing waits");
  const [one, other] = [await askForPasskey(ctx, pending), await askForPasskey(ctx, pending)];
  expect(Buffer.from(one.challenge, "base64url").length).toBeGreaterThanOrEqual(16);
  expect(other.challenge).not.toBe(one.challenge);
  expect(other).toMatchObject({
    rpId: new URL(ctx.env.APP_URL).hostname,
    userVerification: "required",
    allowCredentials: [{ id: device.credentialId }],
  });
  expect(await ctx.db.select().from(passkeyChallenges)).toMatchObject([
    { sessionId: pending.sessionId, challenge: other.challenge, purpose: "sign-in" },
  ]);
});
