import { expect, test } from "vitest";
import { recoveryCodes } from "@/drizzle/schema/account";
import { testContext } from "@/lib/testing/context";
import { anAccount } from "@/lib/testing/people";
import { withRecoveryCodes } from "@/lib/testing/second-factors";
import { checkRecoveryCode } from "./check-recovery-code";

test("SEC-48 · each try costs one slow hash, whether the code is right, wrong, used or no code at all", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  const [first = "", second = ""] = await withRecoveryCodes(ctx, account);
  const swapped = `2${first.slice(1)}`;
  const tried = [first, second, swapped, "3-AAAAA-AAAAA-AAAAA-AAAAA", "11-AAAAA-AAAAA-AAAAA-AAAAA", "", "nonsense"];
  const kinds: string[] = [];
  for (const code of tried) {
    ctx.passwords.verifies = 0;
    kinds.push((await checkRecoveryCode(ctx, { accountId: account.id, code })).kind);
    expect(ctx.passwords.verifies, code).toBe(1);
  }
  expect(kinds).toEqual(["right", "right", "wrong", "wrong", "wrong", "wrong", "wrong"]);
});

test("SEC-48 · a code that was renewed between the check and the use is not used", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  const [code = ""] = await withRecoveryCodes(ctx, account);
  const checked = await checkRecoveryCode(ctx, { accountId: account.id, code });
  await ctx.db.delete(recoveryCodes);
  await withRecoveryCodes(ctx, account);
  expect(checked.kind === "right" && (await checked.use(ctx))).toBe(false);
});
