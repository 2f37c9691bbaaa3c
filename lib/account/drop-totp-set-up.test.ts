import { expect, test } from "vitest";
import { totpAuthenticators } from "@/drizzle/schema/account";
import { testContext } from "@/lib/testing/context";
import { anAccount, aPasswordProofOf, aSessionOf } from "@/lib/testing/people";
import { withTotp } from "@/lib/testing/second-factors";
import { dropTotpSetUp } from "./drop-totp-set-up";
import { startTotp } from "./start-totp";

test("SEC-24 · an application that was begun is forgotten, one that works stays; nobody else's goes along", async () => {
  const ctx = await testContext();
  const [begun, working, other] = [await anAccount(ctx), await anAccount(ctx), await anAccount(ctx)];
  for (const account of [begun, other]) {
    const { actor } = await aSessionOf(ctx, account);
    await startTotp(ctx, { holder: actor, proof: await aPasswordProofOf(ctx, actor) });
  }
  await withTotp(ctx, working);
  for (const { id } of [begun, working]) await dropTotpSetUp(ctx, id);
  const left = (await ctx.db.select().from(totpAuthenticators)).map(({ accountId }) => accountId);
  expect(left.sort()).toEqual([working.id, other.id].sort());
});
