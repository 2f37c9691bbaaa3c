import { describe, expect, test } from "vitest";
import { passkeys, recoveryCodes, totpAuthenticators } from "@/drizzle/schema/account";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { findActor } from "@/lib/attachment/find-actor";
import { type TestContext, testContext } from "@/lib/testing/context";
import { type Account, aManagerOf, anAccount, aPasswordProofOf, aSessionOf, aStructure } from "@/lib/testing/people";
import { withPasskey, withRecoveryCodes, withTotp } from "@/lib/testing/second-factors";
import { credentials } from "@/lib/testing/sign-in-tries";
import { type FactorToRemove, removeFactor } from "./remove-factor";
import { signIn } from "./sign-in";

async function remove(ctx: TestContext, account: Account, which: FactorToRemove) {
  const session = await aSessionOf(ctx, account);
  const proof = await aPasswordProofOf(ctx, session.actor);
  return { session, outcome: await removeFactor(ctx, { holder: session.actor, proof, ...which }) };
}

describe("R-425 · taking a factor away", () => {
  test("SEC-24 · N-27 · the last one takes the codes along, ends the other sessions and is told; sign-in asks no more", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx);
    await withTotp(ctx, account);
    await withRecoveryCodes(ctx, account);
    const elsewhere = await aSessionOf(ctx, account);
    const { outcome } = await remove(ctx, account, { factor: "totp" });
    expect(outcome).toEqual({ kind: "removed", protectedStill: false });
    expect(await ctx.db.$count(totpAuthenticators)).toBe(0);
    expect(await ctx.db.$count(recoveryCodes)).toBe(0);
    expect(await findActor(ctx, elsewhere.secret)).toBeNull();
    expect(await ctx.db.select().from(outboxMessages)).toMatchObject([
      { recipient: account.email, message: { kind: "second-factor-changed", change: "totp-removed" } },
    ]);
    const events = await ctx.db.select().from(auditEvents);
    expect(events.find(({ kind }) => kind === "second-factor-removed")).toMatchObject({
      actorId: account.id,
      facts: { factor: "totp", by: "owner" },
    });
    expect((await signIn(ctx, credentials(account.email))).kind).toBe("signed-in");
  });

  test("R-425 · one of two leaves the other, the codes and the protection", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx);
    await withPasskey(ctx, account);
    await withTotp(ctx, account);
    const { session, outcome } = await remove(ctx, account, { factor: "totp" });
    expect(outcome).toEqual({ kind: "removed", protectedStill: true });
    expect(await ctx.db.$count(recoveryCodes)).toBe(10);
    const cookie = await ctx.db.query.sessions.findFirst({ where: (row, { eq }) => eq(row.id, session.sessionId) });
    expect(cookie).toMatchObject({ secondFactorAt: ctx.now(), endedAt: null });
    expect((await signIn(ctx, credentials(account.email))).kind).toBe("second-factor-needed");
  });

  test("R-425 · an administrator keeps at least one, also with two windows at once", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx, { isAdministrator: true });
    await withTotp(ctx, account);
    expect((await remove(ctx, account, { factor: "totp" })).outcome).toEqual({ kind: "mandatory" });
    await withPasskey(ctx, account);
    const [key] = await ctx.db.select().from(passkeys);
    const { actor } = await aSessionOf(ctx, account);
    const proof = await aPasswordProofOf(ctx, actor);
    const both: FactorToRemove[] = [{ factor: "totp" }, { factor: "passkey", passkeyId: key?.id ?? "" }];
    const outcomes = await Promise.all(both.map((which) => removeFactor(ctx, { holder: actor, proof, ...which })));
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["mandatory", "removed"]);
  });

  test.each([
    ["on", "mandatory"],
    ["off", "removed"],
  ] as const)("R-425 · a primary manager, where the setting is %s: %s", async (setting, kind) => {
    const ctx = await testContext({ env: { SECOND_FACTOR_FOR_MANAGERS: setting } });
    const { account } = await aManagerOf(ctx, await aStructure(ctx));
    await withTotp(ctx, account);
    expect((await remove(ctx, account, { factor: "totp" })).outcome.kind).toBe(kind);
  });

  test("R-425 · an application that was only begun is no factor: taking it away leaves everything as it is", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx);
    await withPasskey(ctx, account);
    await withTotp(ctx, account);
    await ctx.db.update(totpAuthenticators).set({ confirmedAt: null });
    expect((await remove(ctx, account, { factor: "totp" })).outcome).toEqual({ kind: "not-found" });
    expect(await ctx.db.$count(recoveryCodes)).toBe(10);
    expect((await signIn(ctx, credentials(account.email))).kind).toBe("second-factor-needed");
  });

  test("SEC-61 · somebody else's passkey is as absent as one that never was", async () => {
    const ctx = await testContext();
    const [mine, theirs] = [await anAccount(ctx), await anAccount(ctx)];
    await withTotp(ctx, mine);
    await withPasskey(ctx, theirs);
    const [key] = await ctx.db.select().from(passkeys);
    const foreign = await remove(ctx, mine, { factor: "passkey", passkeyId: key?.id ?? "" });
    const absent = await remove(ctx, mine, { factor: "passkey", passkeyId: ctx.id() });
    expect([foreign.outcome, absent.outcome]).toEqual([{ kind: "not-found" }, { kind: "not-found" }]);
    expect(await ctx.db.$count(passkeys)).toBe(1);
  });
});
