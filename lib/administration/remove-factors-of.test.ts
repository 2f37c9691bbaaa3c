import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts, passkeys, sessions, totpAuthenticators } from "@/drizzle/schema/account";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { type TestContext, testContext } from "@/lib/testing/context";
import { anAccount, aSessionOf } from "@/lib/testing/people";
import { aSupportAct } from "@/lib/testing/support-acts";
import { trailOf } from "@/lib/testing/trail";
import { removeFactorsOf } from "./remove-factors-of";

async function protects(ctx: TestContext, accountId: string): Promise<void> {
  const createdAt = ctx.now();
  await ctx.db
    .insert(totpAuthenticators)
    .values({ accountId, sealedSecret: "sealed", createdAt, confirmedAt: createdAt });
  await ctx.db.insert(passkeys).values({
    id: ctx.id(),
    accountId,
    credentialId: ctx.id(),
    publicKey: "",
    counter: 0,
    transports: [],
    label: "Clé",
    createdAt,
  });
}

const factorsOf = async (ctx: TestContext, accountId: string) =>
  (await ctx.db.$count(passkeys, eq(passkeys.accountId, accountId))) +
  (await ctx.db.$count(totpAuthenticators, eq(totpAuthenticators.accountId, accountId)));

test("SEC-48 · R-1201 · support removes a lost second factor with trace: sessions end, the owner is told (N-27)", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  await protects(ctx, account.id);
  const { sessionId } = await aSessionOf(ctx, account);
  const other = await anAccount(ctx);
  await protects(ctx, other.id);
  const act = await aSupportAct(ctx, { reason: "Telephone lost — called back at the known number" });
  expect(await removeFactorsOf(ctx, act, { accountId: account.id })).toEqual({ kind: "removed" });

  expect([await factorsOf(ctx, account.id), await factorsOf(ctx, other.id)]).toEqual([0, 2]);
  const [session] = await ctx.db.select().from(sessions).where(eq(sessions.id, sessionId));
  expect(session?.endedAt).toEqual(ctx.now());
  const [mail] = await ctx.db.select().from(outboxMessages);
  expect(mail).toMatchObject({ kind: "second-factor-changed", recipient: account.email });
  expect(mail?.message).toMatchObject({ change: "removed-by-administrator" });
  const lines = await trailOf(ctx, account.id);
  expect(lines.map(({ kind }) => kind)).toEqual(["second-factor-removed", "administrator-acted"]);
  expect(lines.map(({ actorId }) => actorId)).toEqual([act.administrator.accountId, act.administrator.accountId]);
  expect(lines[1]?.facts).toEqual({ act: "remove-factors" });
});

test("SEC-48 · without a second factor there is nothing to remove; twice at once, it is removed once", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  const act = await aSupportAct(ctx);
  expect(await removeFactorsOf(ctx, act, { accountId: account.id })).toEqual({ kind: "none" });
  await protects(ctx, account.id);
  const both = [act, await aSupportAct(ctx)].map((one) => removeFactorsOf(ctx, one, { accountId: account.id }));
  expect((await Promise.all(both)).map(({ kind }) => kind).sort()).toEqual(["none", "removed"]);
  expect(await ctx.db.$count(outboxMessages)).toBe(1);
});

test("SEC-70 · nobody lifts his own second factor so, and a former administrator nobody's", async () => {
  const ctx = await testContext();
  const act = await aSupportAct(ctx);
  const { accountId } = act.administrator;
  await protects(ctx, accountId);
  expect(await removeFactorsOf(ctx, act, { accountId })).toEqual({ kind: "own-account" });
  const other = await anAccount(ctx);
  await protects(ctx, other.id);
  await ctx.db.update(accounts).set({ isAdministrator: false }).where(eq(accounts.id, accountId));
  expect(await removeFactorsOf(ctx, act, { accountId: other.id })).toEqual({ kind: "not-permitted" });
  expect([await factorsOf(ctx, accountId), await factorsOf(ctx, other.id)]).toEqual([2, 2]);
});
