import { expect, test } from "vitest";
import { totpAuthenticators } from "@/drizzle/schema/account";
import { testContext } from "@/lib/testing/context";
import { databaseDump } from "@/lib/testing/database-dump";
import { anAccount, aPasswordProofOf, aSessionOf } from "@/lib/testing/people";
import { withTotp } from "@/lib/testing/second-factors";
import { credentials } from "@/lib/testing/sign-in-tries";
import { findTotpSetUp } from "./find-totp-set-up";
import { signIn } from "./sign-in";
import { startTotp } from "./start-totp";

test("SEC-101 · the secret lies sealed: a dump of the database holds it in no form, and it differs each time", async () => {
  const ctx = await testContext();
  const secrets: string[] = [];
  for (let turn = 0; turn < 2; turn++) {
    const { actor } = await aSessionOf(ctx, await anAccount(ctx));
    const proof = await aPasswordProofOf(ctx, actor);
    expect(await startTotp(ctx, { holder: actor, proof })).toEqual({ kind: "started" });
    secrets.push((await findTotpSetUp(ctx, actor))?.secret ?? "");
  }
  expect(new Set(secrets).size).toBe(2);
  expect(secrets[0]).toMatch(/^[A-Z2-7]{32}$/);
  const dump = (await databaseDump(ctx)).toLowerCase();
  for (const secret of secrets) expect(dump).not.toContain(secret.toLowerCase());
  const [row] = await ctx.db.select().from(totpAuthenticators);
  expect(row?.sealedSecret, "the version of its key").toMatch(/^1\./);
});

test("R-425 · one that was begun asks for nothing at the sign-in", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  const { actor } = await aSessionOf(ctx, account);
  await startTotp(ctx, { holder: actor, proof: await aPasswordProofOf(ctx, actor) });
  expect((await signIn(ctx, credentials(account.email))).kind).toBe("signed-in");
});

test("R-425 · begun again within the hour it goes on with the same secret, later with a new one", async () => {
  const ctx = await testContext();
  const { actor } = await aSessionOf(ctx, await anAccount(ctx));
  const proof = await aPasswordProofOf(ctx, actor);
  const start = ctx.now().getTime();
  const begin = async () => {
    await startTotp(ctx, { holder: actor, proof });
    return (await findTotpSetUp(ctx, actor))?.secret;
  };
  const first = await begin();
  ctx.moveTo(new Date(start + 3_599_000));
  expect(await begin()).toBe(first);
  ctx.moveTo(new Date(start + 3_600_000));
  expect(await findTotpSetUp(ctx, actor), "forgotten after an hour").toBeNull();
  expect(await begin()).not.toBe(first);
});

test("R-425 · a working application is not overwritten", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  const { actor } = await aSessionOf(ctx, account);
  const proof = await aPasswordProofOf(ctx, actor);
  await withTotp(ctx, account);
  const before = await ctx.db.select().from(totpAuthenticators);
  ctx.moveTo(new Date(ctx.now().getTime() + 7_200_000));
  expect(await startTotp(ctx, { holder: actor, proof })).toEqual({ kind: "already-set-up" });
  expect(await ctx.db.select().from(totpAuthenticators)).toEqual(before);
});

test("SEC-45 · somebody else's password proves nothing", async () => {
  const ctx = await testContext();
  const [mine, theirs] = [await aSessionOf(ctx, await anAccount(ctx)), await aSessionOf(ctx, await anAccount(ctx))];
  const proof = await aPasswordProofOf(ctx, theirs.actor);
  await expect(startTotp(ctx, { holder: mine.actor, proof })).rejects.toThrow();
});
