import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { passkeys, recoveryCodes } from "@/drizzle/schema/account";
import { testContext } from "@/lib/testing/context";
import { anAccount, aSessionOf } from "@/lib/testing/people";
import { withPasskey, withTotp } from "@/lib/testing/second-factors";
import { findSecondFactor } from "./find-second-factor";

test("R-425 · one's own factors: names and dates, no secret, and nobody else's", async () => {
  const ctx = await testContext();
  const [mine, theirs] = [await anAccount(ctx), await anAccount(ctx, { isAdministrator: true })];
  await withTotp(ctx, theirs);
  const { actor } = await aSessionOf(ctx, mine);
  expect(await findSecondFactor(ctx, actor)).toEqual({
    totpSince: null,
    passkeys: [],
    codesLeft: 0,
    isMandatory: false,
  });
  expect(await findSecondFactor(ctx, { accountId: theirs.id })).toMatchObject({ isMandatory: true });
  const { codes } = await withPasskey(ctx, mine, "Ordinateur du bureau");
  await ctx.db.update(recoveryCodes).set({ usedAt: ctx.now() }).where(eq(recoveryCodes.position, 1));
  const [key] = await ctx.db.select().from(passkeys);
  expect(codes).toHaveLength(10);
  expect(await findSecondFactor(ctx, actor)).toEqual({
    totpSince: null,
    passkeys: [{ id: key?.id, label: "Ordinateur du bureau", createdAt: ctx.now(), lastUsedAt: null }],
    codesLeft: 9,
    isMandatory: false,
  });
});
