import { expect, test } from "vitest";
import { recoveryCodes } from "@/drizzle/schema/account";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { findActor } from "@/lib/attachment/find-actor";
import { testContext } from "@/lib/testing/context";
import { databaseDump } from "@/lib/testing/database-dump";
import { anAccount, aPasswordProofOf, aSessionOf } from "@/lib/testing/people";
import { withRecoveryCodes, withTotp } from "@/lib/testing/second-factors";
import { checkRecoveryCode } from "./check-recovery-code";
import { parseRecoveryCode } from "./recovery-code";
import { renewRecoveryCodes } from "./renew-recovery-codes";

test("R-425 · N-27 · ten new codes work, the old ones do not; other sessions end and the owner is told", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  await withTotp(ctx, account);
  const [old = ""] = await withRecoveryCodes(ctx, account);
  const [here, elsewhere] = [await aSessionOf(ctx, account), await aSessionOf(ctx, account)];
  const proof = await aPasswordProofOf(ctx, here.actor);
  const outcome = await renewRecoveryCodes(ctx, { holder: here.actor, proof });
  if (outcome.kind !== "renewed") throw new Error(outcome.kind);
  const check = async (code = "") => (await checkRecoveryCode(ctx, { accountId: account.id, code })).kind;
  expect(await check(old)).toBe("wrong");
  expect(await check(outcome.codes[9])).toBe("right");
  expect(await findActor(ctx, elsewhere.secret)).toBeNull();
  expect(await ctx.db.select().from(outboxMessages)).toMatchObject([
    { recipient: account.email, message: { change: "recovery-codes-renewed" } },
  ]);
  const kinds = (await ctx.db.select().from(auditEvents)).map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === "recovery-codes-renewed")).toHaveLength(1);
});

test("SEC-48 · a dump of the database holds no code", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  await withTotp(ctx, account);
  const { actor } = await aSessionOf(ctx, account);
  const outcome = await renewRecoveryCodes(ctx, { holder: actor, proof: await aPasswordProofOf(ctx, actor) });
  if (outcome.kind !== "renewed") throw new Error(outcome.kind);
  const dump = await databaseDump(ctx);
  expect(dump).toContain("$argon2id$");
  for (const code of outcome.codes) {
    expect(dump).not.toContain(code);
    expect(dump).not.toContain(parseRecoveryCode(code)?.letters);
  }
});

test("R-425 · without a factor there is nothing to stand in for", async () => {
  const ctx = await testContext();
  const { actor } = await aSessionOf(ctx, await anAccount(ctx));
  const proof = await aPasswordProofOf(ctx, actor);
  expect(await renewRecoveryCodes(ctx, { holder: actor, proof })).toEqual({ kind: "no-factor" });
  expect(await ctx.db.$count(recoveryCodes)).toBe(0);
});
