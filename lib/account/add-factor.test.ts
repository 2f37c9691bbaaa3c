import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { recoveryCodes, sessions } from "@/drizzle/schema/account";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { findActor } from "@/lib/attachment/find-actor";
import { argon2Hasher } from "@/lib/platform/password-hash";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, anAccount, aSessionOf, aStructure } from "@/lib/testing/people";
import { withRecoveryCodes } from "@/lib/testing/second-factors";
import { addFactor } from "./add-factor";

test("SEC-24 · N-27 · other sessions end, this one counts as proven, the owner is told", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx, { language: "en" });
  const [here, elsewhere] = [await aSessionOf(ctx, account), await aSessionOf(ctx, account)];
  const outcome = await addFactor(ctx, { holder: here.actor, factor: "passkey", write: async () => true });
  expect(outcome).toMatchObject({ kind: "added" });
  expect(await findActor(ctx, here.secret)).toMatchObject({ hasSecondFactor: true });
  expect(await findActor(ctx, elsewhere.secret)).toBeNull();
  expect(await ctx.db.select().from(auditEvents)).toMatchObject([
    { kind: "second-factor-added", actorId: account.id, targetId: account.id, facts: { factor: "passkey" } },
  ]);
  expect(await ctx.db.select().from(outboxMessages)).toMatchObject([
    { recipient: account.email, language: "en", message: { change: "passkey-added", accountId: account.id } },
  ]);
});

test("SEC-49 · the first factor brings ten recovery codes, slowly hashed; a second one leaves them alone", async () => {
  const ctx = { ...(await testContext()), passwords: argon2Hasher() };
  const { actor } = await aSessionOf(ctx, await anAccount(ctx));
  const add = () => addFactor(ctx, { holder: actor, factor: "passkey", write: async () => true });
  const first = await add();
  if (first.kind !== "added") throw new Error(first.kind);
  expect(first.codes).toHaveLength(10);
  for (const [index, code] of (first.codes ?? []).entries()) {
    expect(code).toMatch(new RegExp(`^${index + 1}(-[0-9A-HJKMNP-TV-Z]{5}){4}$`));
  }
  const rows = await ctx.db.select().from(recoveryCodes);
  for (const { codeHash } of rows) expect(codeHash).toContain("$argon2id$v=19$m=19456,t=2,p=1$");
  expect(await add()).toEqual({ kind: "added", codes: null });
  expect(await ctx.db.select().from(recoveryCodes)).toEqual(rows);
});

test("SEC-49 · once all codes are used, a new factor brings new ones", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  const { actor } = await aSessionOf(ctx, account);
  await withRecoveryCodes(ctx, account);
  await ctx.db.update(recoveryCodes).set({ usedAt: ctx.now() });
  const outcome = await addFactor(ctx, { holder: actor, factor: "totp", write: async () => true });
  expect(outcome).toMatchObject({ kind: "added", codes: { length: 10 } });
  expect(await ctx.db.$count(recoveryCodes)).toBe(10);
});

test("R-425 · a factor that cannot be stored changes nothing, and tells nobody", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  const [here] = [await aSessionOf(ctx, account), await aSessionOf(ctx, account)];
  const outcome = await addFactor(ctx, { holder: here.actor, factor: "totp", write: async () => false });
  expect(outcome).toEqual({ kind: "not-added" });
  expect(await ctx.db.$count(recoveryCodes)).toBe(0);
  expect(await ctx.db.$count(outboxMessages)).toBe(0);
  expect(await ctx.db.$count(sessions, eq(sessions.endedAt, ctx.now()))).toBe(0);
});

test.each([
  ["on", true],
  ["off", false],
] as const)(
  "R-425 · a primary manager must set one up where the setting is %s, until he has",
  async (setting, must) => {
    const ctx = await testContext({ env: { SECOND_FACTOR_FOR_MANAGERS: setting } });
    const { account } = await aManagerOf(ctx, await aStructure(ctx));
    const { actor, secret } = await aSessionOf(ctx, account);
    expect(actor.mustEnrolSecondFactor).toBe(must);
    await addFactor(ctx, { holder: actor, factor: "totp", write: async () => true });
    expect(await findActor(ctx, secret)).toMatchObject({ mustEnrolSecondFactor: false, hasSecondFactor: true });
  },
);
