import { expect, test } from "vitest";
import { passkeyChallenges } from "@/drizzle/schema/account";
import { testContext } from "@/lib/testing/context";
import { anAccount, aSessionOf } from "@/lib/testing/people";
import { withPasskey } from "@/lib/testing/second-factors";
import { askForNewPasskey } from "./ask-for-new-passkey";

test("SEC-49 · a key is made for the configured address, its owner verified, and none is made twice", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  const { device } = await withPasskey(ctx, account);
  const { actor } = await aSessionOf(ctx, account);
  const options = await askForNewPasskey(ctx, actor);
  expect(options).toMatchObject({
    rp: { id: new URL(ctx.env.APP_URL).hostname, name: ctx.env.PORTAL_NAME },
    attestation: "none",
    authenticatorSelection: { userVerification: "required" },
    excludeCredentials: [{ id: device.credentialId }],
  });
  expect(Buffer.from(options.challenge, "base64url").length).toBeGreaterThanOrEqual(16);
  expect(options.user.id, "the key keeps no personal value").not.toContain(
    Buffer.from(account.email).toString("base64url"),
  );
  expect(await ctx.db.select().from(passkeyChallenges)).toMatchObject([
    { sessionId: actor.sessionId, challenge: options.challenge, purpose: "enrolment" },
  ]);
});
