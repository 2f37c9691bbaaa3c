import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts, singleUseLinks } from "@/drizzle/schema/account";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { linkSecret } from "@/lib/account/link-secret";
import { mintLink } from "@/lib/account/mint-link";
import { findLink } from "@/lib/account/redeem-link";
import { closeAccount } from "@/lib/departure/close-account";
import { type TestContext, testContext } from "@/lib/testing/context";
import { aManagerOf, anAccount, aStructure, DEACTIVATED } from "@/lib/testing/people";
import { confirmReactivation } from "./confirm-reactivation";
import { reopenAccount } from "./reopen-account";
import { requestReactivation } from "./request-reactivation";

const refused = { kind: "refused-link" };

/** A deactivated account whose owner has asked, and the secret of the link that was mailed to him. */
async function asked(ctx: TestContext, details: Parameters<typeof anAccount>[1] = {}) {
  const account = await anAccount(ctx, { ...DEACTIVATED, ...details });
  await requestReactivation(ctx, { accountId: account.id });
  return { account, secret: await newestSecret(ctx, account.id) };
}

async function newestSecret(ctx: TestContext, accountId: string): Promise<string> {
  const rows = await ctx.db.select().from(singleUseLinks).where(eq(singleUseLinks.subjectId, accountId));
  const link = rows.find(({ voidedAt }) => voidedAt === null);
  if (!link) throw new Error("no link works");
  return linkSecret(ctx.env, link);
}

const statusOf = async (ctx: TestContext, id: string) =>
  (await ctx.db.select().from(accounts).where(eq(accounts.id, id)))[0]?.status;

test("R-505, N-06 · whoever holds the mailed link brings the account back, once", async () => {
  const ctx = await testContext();
  const { account, secret } = await asked(ctx);
  expect(await confirmReactivation(ctx, secret)).toEqual({
    kind: "reactivated",
    accountId: account.id,
    managesAgain: [],
  });
  expect(await statusOf(ctx, account.id)).toBe("active");
  expect(await confirmReactivation(ctx, secret)).toEqual(refused);
  const told = await ctx.db.select().from(outboxMessages).where(eq(outboxMessages.kind, "account-reactivated"));
  expect(told).toMatchObject([{ recipient: account.contactEmail }]);
  const trail = await ctx.db.select().from(auditEvents).where(eq(auditEvents.kind, "account-reactivated"));
  expect(trail).toMatchObject([{ actorId: account.id, facts: { by: "owner" } }]);
});

test("R-505, T-15 · the link works through the last second of its seven days, and no longer", async () => {
  const ctx = await testContext();
  const { account, secret } = await asked(ctx);
  ctx.moveTo("2026-01-12T09:00:01Z");
  expect(await confirmReactivation(ctx, secret)).toEqual(refused);
  expect(await statusOf(ctx, account.id)).toBe("deactivated");
  ctx.moveTo("2026-01-12T09:00:00.999Z");
  expect(await confirmReactivation(ctx, secret)).toMatchObject({ kind: "reactivated" });
});

test("SEC-26 · scanners read as often as they like; of fifty clicks one brings the account back", async () => {
  const ctx = await testContext();
  const { secret } = await asked(ctx);
  for (let n = 0; n < 6; n++) expect(await findLink(ctx, secret, "reactivation")).not.toBeNull();
  const outcomes = await Promise.all(Array.from({ length: 50 }, () => confirmReactivation(ctx, secret)));
  expect(outcomes.filter(({ kind }) => kind === "reactivated")).toHaveLength(1);
  expect(outcomes.filter(({ kind }) => kind === "refused-link")).toHaveLength(49);
  expect(await ctx.db.select().from(outboxMessages).where(eq(outboxMessages.kind, "account-reactivated"))).toHaveLength(
    1,
  );
});

test("SEC-25 · unknown secrets, replaced links and links of another purpose open nothing", async () => {
  const ctx = await testContext();
  const { account, secret } = await asked(ctx);
  await requestReactivation(ctx, { accountId: account.id });
  const other = await anAccount(ctx, DEACTIVATED);
  const reset = await mintLink(ctx, { purpose: "password-reset", subjectId: other.id, email: other.email });
  const [row] = await ctx.db.select().from(singleUseLinks).where(eq(singleUseLinks.id, reset.id));
  if (!row) throw new Error("no link");
  for (const tried of [secret, linkSecret(ctx.env, row), ctx.secret(), "", "a".repeat(43)])
    expect(await confirmReactivation(ctx, tried)).toEqual(refused);
  expect(await statusOf(ctx, account.id)).toBe("deactivated");
  expect(await statusOf(ctx, other.id)).toBe("deactivated");
});

test("R-506 · an account that an administrator closed meanwhile: the link is dead, also where the row says it was his", async () => {
  const ctx = await testContext();
  const { account, secret } = await asked(ctx);
  await reopenAccount(ctx, { accountId: account.id, actorId: null, by: "administrator" });
  expect(await confirmReactivation(ctx, secret)).toEqual(refused);
  const closing = { cause: "administrator", actorId: null, reason: "Perdu", eraseOn: null } as const;
  await closeAccount(ctx, { accountId: account.id, ...closing });
  expect(await confirmReactivation(ctx, secret)).toEqual(refused);
  await ctx.db.update(singleUseLinks).set({ voidedAt: null }).where(eq(singleUseLinks.subjectId, account.id));
  expect(await confirmReactivation(ctx, secret)).toEqual(refused);
  const [link] = await ctx.db.select().from(singleUseLinks).where(eq(singleUseLinks.subjectId, account.id));
  expect(link?.usedAt).toBeNull();
});

test("R-1204 · coming back undoes the erasure that was planned, up to its day", async () => {
  const ctx = await testContext();
  const { account, secret } = await asked(ctx, { eraseOn: new Date("2026-01-06T09:00:00Z") });
  expect(await confirmReactivation(ctx, secret)).toMatchObject({ kind: "reactivated" });
  const [row] = await ctx.db.select().from(accounts).where(eq(accounts.id, account.id));
  expect(row?.eraseOn).toBeNull();
});

test("SEC-65 · the link and support at the same moment: one of them brings the account back, neither waits for ever", async () => {
  const ctx = await testContext();
  for (let round = 0; round < 12; round++) {
    const { account, secret } = await asked(ctx);
    const [byLink, bySupport] = await Promise.all([
      confirmReactivation(ctx, secret),
      reopenAccount(ctx, { accountId: account.id, actorId: null, by: "administrator" }),
    ]);
    const back = [byLink.kind === "reactivated", bySupport.kind === "reopened"];
    expect(back.filter(Boolean)).toHaveLength(1);
  }
});

test("R-510 · the seat that stayed empty is his again", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, structure);
  const closing = { cause: "own-wish", actorId: account.id, reason: null, eraseOn: null } as const;
  await closeAccount(ctx, { accountId: account.id, ...closing });
  await requestReactivation(ctx, { accountId: account.id });
  expect(await confirmReactivation(ctx, await newestSecret(ctx, account.id))).toMatchObject({
    managesAgain: [structure.id],
  });
});
