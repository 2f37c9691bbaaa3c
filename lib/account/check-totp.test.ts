import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { totpAuthenticators } from "@/drizzle/schema/account";
import { testContext } from "@/lib/testing/context";
import { anAccount } from "@/lib/testing/people";
import { withTotp } from "@/lib/testing/second-factors";
import { checkTotp } from "./check-totp";

test("SEC-48 · a code is right only for its own account, and uses its step up once", async () => {
  const ctx = await testContext();
  const [mine, theirs] = [await anAccount(ctx), await anAccount(ctx)];
  const code = await withTotp(ctx, mine);
  await withTotp(ctx, theirs);
  expect((await checkTotp(ctx, { accountId: theirs.id, code: code() })).kind).toBe("wrong");
  const checks = [code(1), code(1), code(0)].map((one) => checkTotp(ctx, { accountId: mine.id, code: one }));
  const used: boolean[] = [];
  for (const check of await Promise.all(checks)) used.push(check.kind === "right" && (await check.use(ctx)));
  expect(used, "once, and nothing older afterwards").toEqual([true, false, false]);
});

test("R-425 · an application that was shown and never confirmed takes no code", async () => {
  const ctx = await testContext();
  const { id, ...account } = await anAccount(ctx);
  const code = await withTotp(ctx, { id, ...account });
  await ctx.db.update(totpAuthenticators).set({ confirmedAt: null }).where(eq(totpAuthenticators.accountId, id));
  expect(await checkTotp(ctx, { accountId: id, code: code() })).toEqual({ kind: "wrong" });
});

test.each(["", "12345", "1234567", "abcdef", "１２３４５６", "'; --"])("SEC-48 · %j is no code", async (code) => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  await withTotp(ctx, account);
  expect(await checkTotp(ctx, { accountId: account.id, code })).toEqual({ kind: "wrong" });
});
