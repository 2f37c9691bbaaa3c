import { expect, test } from "vitest";
import { testContext } from "@/lib/testing/context";
import { anAccount, aSessionOf } from "@/lib/testing/people";
import { keepChallenge, takeChallenge } from "./challenge";

test("SEC-49 · a challenge is taken once, by its own session and for its own purpose, within five minutes", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  const [{ sessionId }, other] = [await aSessionOf(ctx, account), await aSessionOf(ctx, account)];
  const kept = { sessionId, challenge: "a-challenge", purpose: "enrolment" } as const;
  await keepChallenge(ctx, kept);
  expect(await takeChallenge(ctx, { sessionId: other.sessionId, purpose: "enrolment" })).toBeNull();
  expect(await takeChallenge(ctx, { sessionId, purpose: "sign-in" })).toBeNull();
  const taken = await Promise.all(Array.from({ length: 5 }, () => takeChallenge(ctx, kept)));
  expect(taken.filter((one) => one !== null)).toEqual(["a-challenge"]);

  await keepChallenge(ctx, kept);
  ctx.moveTo(new Date(ctx.now().getTime() + 300_000));
  expect(await takeChallenge(ctx, kept)).toBeNull();
});
