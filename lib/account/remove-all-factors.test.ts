import { expect, test } from "vitest";
import { passkeys, recoveryCodes, sessions, totpAuthenticators } from "@/drizzle/schema/account";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { inTransaction } from "@/lib/platform/context";
import { testContext } from "@/lib/testing/context";
import { anAccount, aSessionOf } from "@/lib/testing/people";
import { withPasskey, withTotp } from "@/lib/testing/second-factors";
import { credentials } from "@/lib/testing/sign-in-tries";
import { removeAllFactors } from "./remove-all-factors";
import { signIn } from "./sign-in";

test("SEC-48 · N-27 · support takes everything away: all sessions end, the owner is told, the password alone is asked", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx, { language: "en" });
  await withPasskey(ctx, account);
  await withTotp(ctx, account);
  await aSessionOf(ctx, account);
  await ctx.db.delete(outboxMessages);
  expect(await inTransaction(ctx, (tx) => removeAllFactors(tx, { accountId: account.id, actorId: null }))).toEqual({
    kind: "removed",
  });
  for (const table of [passkeys, totpAuthenticators, recoveryCodes]) expect(await ctx.db.$count(table)).toBe(0);
  for (const { endedAt } of await ctx.db.select().from(sessions)) expect(endedAt).toEqual(ctx.now());
  const [mail] = await ctx.db.select().from(outboxMessages);
  expect(mail).toMatchObject({
    recipient: account.email,
    language: "en",
    message: { kind: "second-factor-changed", change: "removed-by-administrator" },
  });
  const events = await ctx.db.select().from(auditEvents);
  expect(events.find(({ kind }) => kind === "second-factor-removed")).toMatchObject({
    targetId: account.id,
    facts: { factor: "all", by: "administrator" },
  });
  expect((await signIn(ctx, credentials(account.email))).kind).toBe("signed-in");
});

test("SEC-48 · an account without a factor is left alone: no mail, no ended session", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  await aSessionOf(ctx, account);
  for (const accountId of [account.id, ctx.id()]) {
    expect(await inTransaction(ctx, (tx) => removeAllFactors(tx, { accountId, actorId: null }))).toEqual({
      kind: "none",
    });
  }
  expect(await ctx.db.$count(outboxMessages)).toBe(0);
  expect(await ctx.db.select().from(sessions)).toMatchObject([{ endedAt: null }]);
});
