import { expect, test } from "vitest";
import { recoveryCodes, totpAuthenticators } from "@/drizzle/schema/account";
import { testContext } from "@/lib/testing/context";
import { anAccount, aPasswordProofOf, aSessionOf } from "@/lib/testing/people";
import { codeOf, halfwaySignIn } from "@/lib/testing/second-factors";
import { confirmTotp } from "./confirm-totp";
import { findTotpSetUp } from "./find-totp-set-up";
import { proveSecondFactor } from "./prove-second-factor";
import { startTotp } from "./start-totp";

async function begun() {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  const { actor } = await aSessionOf(ctx, account);
  const proof = await aPasswordProofOf(ctx, actor);
  await startTotp(ctx, { holder: actor, proof });
  const secret = (await findTotpSetUp(ctx, actor))?.secret ?? "";
  const confirm = (code: string) => confirmTotp(ctx, { holder: actor, proof, code });
  return { ctx, account, confirm, code: (steps = 0) => codeOf(secret, ctx.now(), steps) };
}

test("R-425 · a first code makes the application count; that code signs nobody in (SEC-48)", async () => {
  const { ctx, account, confirm, code } = await begun();
  expect(await confirm(code(-2))).toEqual({ kind: "wrong-code" });
  const outcome = await confirm(code());
  expect(outcome).toMatchObject({ kind: "added", codes: { length: 10 } });
  const [row] = await ctx.db.select().from(totpAuthenticators);
  expect(row).toMatchObject({ confirmedAt: ctx.now(), lastStep: Math.floor(ctx.now().getTime() / 30_000) });

  const secret = await halfwaySignIn(ctx, account);
  const browser = { origin: "192.0.2.1", userAgent: "Test browser" };
  const prove = (answer: string) => proveSecondFactor(ctx, { secret, factor: "totp", answer, browser, devices: [] });
  expect((await prove(code())).kind).toBe("wrong");
  expect((await prove(code(1))).kind).toBe("signed-in");
});

test("R-425 · confirmed in two windows at once, it is added once and its codes are those of one window", async () => {
  const { ctx, confirm, code } = await begun();
  const outcomes = await Promise.all([confirm(code()), confirm(code())]);
  expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["added", "not-started"]);
  expect(await ctx.db.$count(recoveryCodes)).toBe(10);
});

test("R-425 · nothing waits for a code before the QR code was shown", async () => {
  const ctx = await testContext();
  const { actor } = await aSessionOf(ctx, await anAccount(ctx));
  const proof = await aPasswordProofOf(ctx, actor);
  expect(await confirmTotp(ctx, { holder: actor, proof, code: "123456" })).toEqual({ kind: "not-started" });
});

test("SEC-37 · a full queue of hashes leaves everything as it was", async () => {
  const { ctx, confirm, code } = await begun();
  ctx.passwords.overloaded = true;
  expect(await confirm(code())).toEqual({ kind: "overloaded" });
  expect(await ctx.db.select().from(totpAuthenticators)).toMatchObject([{ confirmedAt: null }]);
});
