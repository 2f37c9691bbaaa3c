import { expect, test } from "vitest";
import { throttleCounters } from "@/drizzle/schema/account";
import { testContext } from "@/lib/testing/context";
import { anAccount } from "@/lib/testing/people";
import { credentials, from } from "@/lib/testing/sign-in-tries";
import { forgetSignInFailures } from "./forget-sign-in-failures";
import { signIn } from "./sign-in";

test("R-422 · every place and every known browser may try again, until the last moment of a closing; nobody else's do", async () => {
  const ctx = await testContext();
  const [account, other] = [await anAccount(ctx), await anAccount(ctx)];
  const first = await signIn(ctx, credentials(account.email));
  if (first.kind !== "signed-in") throw new Error(first.kind);
  const wrong = { password: "not the right one 1" };
  const known = { devices: [first.device] };
  for (let turn = 0; turn < 5; turn++) {
    for (const place of [1, 2]) await signIn(ctx, credentials(account.email, { ...wrong, browser: from(place) }));
    await signIn(ctx, credentials(account.email, { ...wrong, ...known }));
    await signIn(ctx, credentials(other.email, { ...wrong, browser: from(1) }));
  }
  // The last second of the half hour.
  ctx.moveTo("2026-01-05T09:29:59Z");
  const closed = async () =>
    (await ctx.db.select().from(throttleCounters)).filter(({ closedUntil }) => closedUntil && closedUntil > ctx.now());
  expect(await closed()).toHaveLength(4);
  await forgetSignInFailures(ctx, { accountId: account.id, email: account.email });
  expect(await closed()).toHaveLength(1);
  expect((await signIn(ctx, credentials(other.email, { browser: from(1) }))).kind).toBe("refused");
  expect((await signIn(ctx, credentials(account.email, { browser: from(2) }))).kind).toBe("signed-in");
  expect((await signIn(ctx, credentials(account.email, known))).kind).toBe("signed-in");
});
