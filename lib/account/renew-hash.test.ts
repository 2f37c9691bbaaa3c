import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { argon2Hasher, needsRehash } from "@/lib/platform/password-hash";
import { type TestContext, testContext } from "@/lib/testing/context";
import { cheapHash } from "@/lib/testing/counting-hasher";
import { anAccount, PASSWORD } from "@/lib/testing/people";
import { renewHash } from "./renew-hash";

const hashOf = async (ctx: TestContext) =>
  (await ctx.db.select({ hash: accounts.passwordHash }).from(accounts))[0]?.hash ?? "";

test("SEC-37 · a hash of weaker parameters is made anew, and the same password still opens it", async () => {
  const ctx = { ...(await testContext()), passwords: argon2Hasher() };
  const account = await anAccount(ctx);
  expect(needsRehash(account.passwordHash)).toBe(true);
  await renewHash(ctx, { account, password: PASSWORD });
  const [row] = await ctx.db.select({ hash: accounts.passwordHash }).from(accounts);
  expect(row?.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await ctx.passwords.verify(row?.hash ?? null, PASSWORD)).toEqual({ kind: "right" });
});

test("SEC-37 · a hash of today's parameters stays and costs nothing", async () => {
  const ctx = await testContext();
  const hashed = await argon2Hasher().hash(PASSWORD);
  if (hashed.kind !== "hashed") throw new Error("not hashed");
  const account = await anAccount(ctx, { passwordHash: hashed.hash });
  ctx.queries();
  await renewHash(ctx, { account, password: PASSWORD });
  expect([ctx.queries(), ctx.passwords.hashes]).toEqual([0, 0]);
});

test("SEC-37 · a busy moment leaves it as it is, and a password changed meanwhile is never put back", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  ctx.passwords.overloaded = true;
  await renewHash(ctx, { account, password: PASSWORD });
  expect(await hashOf(ctx)).toBe(account.passwordHash);

  ctx.passwords.overloaded = false;
  const changed = await cheapHash("another password 7!");
  await ctx.db.update(accounts).set({ passwordHash: changed }).where(eq(accounts.id, account.id));
  await renewHash(ctx, { account, password: PASSWORD });
  expect(await hashOf(ctx)).toBe(changed);
});
