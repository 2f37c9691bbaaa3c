import { eq } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { accounts, linkPurpose, sessions, singleUseLinks } from "@/drizzle/schema/account";
import { attachments, feedEvents, subscriptions } from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { structures } from "@/drizzle/schema/structure";
import { mintLink } from "@/lib/account/mint-link";
import { countUnmanagedRequests } from "@/lib/attachment/count-unmanaged-requests";
import { findActor } from "@/lib/attachment/find-actor";
import { findManagers } from "@/lib/attachment/find-managers";
import { type TestContext, testContext } from "@/lib/testing/context";
import {
  aManagerOf,
  aMemberOf,
  anAccount,
  aPendingRequest,
  aSessionOf,
  aStructure,
  DEACTIVATED,
} from "@/lib/testing/people";
import { type AccountClosing, closeAccount } from "./close-account";

const byOneself = (accountId: string): AccountClosing => ({
  accountId,
  cause: "own-wish",
  actorId: accountId,
  reason: null,
  eraseOn: null,
});

const rowOf = async (ctx: TestContext, id: string) =>
  (await ctx.db.select().from(accounts).where(eq(accounts.id, id)))[0];

test.each([
  ["own-wish", null],
  ["administrator", "Demande écrite du titulaire."],
  ["inactivity", null],
] as const)(
  "R-502, R-504, R-507, N-04 · an account is deactivated (%s): state, trail and mail say so",
  async (cause, reason) => {
    const ctx = await testContext();
    const account = await anAccount(ctx, {
      contactEmail: "contact@example.org",
      lockedUntil: new Date("2026-01-05T09:20:00Z"),
    });
    const actorId = cause === "inactivity" ? null : cause === "administrator" ? (await anAccount(ctx)).id : account.id;
    const closing = { accountId: account.id, cause, actorId, reason, eraseOn: null };

    expect(await closeAccount(ctx, closing)).toEqual({ kind: "closed", vacantStructures: [] });

    expect(await rowOf(ctx, account.id)).toMatchObject({
      status: "deactivated",
      deactivatedAt: ctx.now(),
      deactivationCause: cause,
      deactivationReason: reason,
      lockedUntil: null,
      eraseOn: null,
    });
    const facts = { cause, vacantStructures: [], erasure: false };
    expect(await ctx.db.select().from(auditEvents)).toMatchObject([
      { kind: "account-deactivated", actorId, targetId: account.id, facts },
    ]);
    // N-04 goes to the login address.
    expect(await ctx.db.select().from(outboxMessages)).toMatchObject([
      { recipient: account.email, message: { kind: "account-deactivated", accountId: account.id } },
    ]);
  },
);

test("SEC-24, R-423 · every session and every link of the account is dead, another account's are not", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  const other = await anAccount(ctx);
  const first = await aSessionOf(ctx, account);
  const second = await aSessionOf(ctx, account);
  const foreign = await aSessionOf(ctx, other);
  for (const purpose of linkPurpose.enumValues) {
    await mintLink(ctx, { purpose, subjectId: account.id, email: account.email });
    await mintLink(ctx, { purpose, subjectId: other.id, email: other.email });
  }
  await closeAccount(ctx, byOneself(account.id));
  expect(await findActor(ctx, first.secret)).toBeNull();
  expect(await findActor(ctx, second.secret)).toBeNull();
  expect(await findActor(ctx, foreign.secret)).not.toBeNull();
  const rows = await ctx.db.select().from(sessions).where(eq(sessions.accountId, account.id));
  expect(rows.map(({ endedAt }) => endedAt)).toEqual([ctx.now(), ctx.now()]);
  const links = await ctx.db.select().from(singleUseLinks);
  expect(links.filter((link) => link.subjectId === account.id).every((link) => link.voidedAt !== null)).toBe(true);
  expect(links.filter((link) => link.subjectId === other.id).every((link) => link.voidedAt === null)).toBe(true);
});

test("R-501 · only an active account is deactivated; anything else is refused, logged, and changes nothing", async () => {
  const ctx = await testContext();
  const logged = vi.spyOn(console, "info").mockImplementation(() => {});
  const gone = await anAccount(ctx, DEACTIVATED);
  const erased = await anAccount(ctx, { status: "erased", erasedAt: ctx.now() });
  for (const accountId of [gone.id, erased.id, ctx.id()]) {
    expect(await closeAccount(ctx, byOneself(accountId))).toEqual({ kind: "not-active" });
    expect(logged.mock.lastCall?.[0]).toContain(`"event":"account-state-refused","accountId":"${accountId}"`);
  }
  expect(await rowOf(ctx, gone.id)).toEqual(gone);
  expect(await rowOf(ctx, erased.id)).toEqual(erased);
  expect(await ctx.db.$count(auditEvents)).toBe(0);
  expect(await ctx.db.$count(outboxMessages)).toBe(0);
});

test("R-509, R-510, R-003 · seats are declared vacant, attachments and subscriptions stay as they were, roles too", async () => {
  const ctx = await testContext();
  const led = await aStructure(ctx);
  const alsoLed = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, led);
  await aManagerOf(ctx, alsoLed, { account });
  const { account: deputy } = await aMemberOf(ctx, led, { role: "secondary-manager" });
  await aMemberOf(ctx, led);
  const joined = await aStructure(ctx);
  await aManagerOf(ctx, joined);
  await aMemberOf(ctx, joined, { account });
  const asked = await aStructure(ctx);
  await aManagerOf(ctx, asked);
  await aPendingRequest(ctx, asked, { account });
  const before = {
    attachments: await ctx.db.select().from(attachments).orderBy(attachments.id),
    subscriptions: await ctx.db.select().from(subscriptions).orderBy(subscriptions.id),
  };
  ctx.moveTo("2026-01-06T10:00:00Z");

  const vacant = [led.id, alsoLed.id].sort();
  expect(await closeAccount(ctx, byOneself(account.id))).toEqual({ kind: "closed", vacantStructures: vacant });

  expect(await ctx.db.select().from(attachments).orderBy(attachments.id)).toEqual(before.attachments);
  expect(await ctx.db.select().from(subscriptions).orderBy(subscriptions.id)).toEqual(before.subscriptions);
  const rows = await ctx.db.select().from(structures);
  const since = Object.fromEntries(rows.map(({ id, managerVacantSince }) => [id, managerVacantSince]));
  expect(since).toEqual({ [led.id]: ctx.now(), [alsoLed.id]: ctx.now(), [joined.id]: null, [asked.id]: null });
  const told = await ctx.db.select().from(feedEvents);
  expect(told).toMatchObject([{ accountId: deputy.id, structureId: led.id, kind: "manager-vacant" }]);
});

test("R-509 · a seat that was vacant before keeps its date, and is not told as newly vacant", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, structure);
  const since = new Date("2025-12-01T09:00:00Z");
  await ctx.db.update(structures).set({ managerVacantSince: since }).where(eq(structures.id, structure.id));
  expect(await closeAccount(ctx, byOneself(account.id))).toEqual({ kind: "closed", vacantStructures: [] });
  expect(await ctx.db.select().from(structures)).toMatchObject([{ managerVacantSince: since }]);
});

test("R-857 · requests to a structure whose only manager is gone go to support", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, structure);
  await aPendingRequest(ctx, structure);
  const { actor: support } = await aSessionOf(ctx, await anAccount(ctx, { isAdministrator: true }));
  expect(await countUnmanagedRequests(ctx, support)).toMatchObject({ attachments: 0 });
  await closeAccount(ctx, byOneself(account.id));
  expect(await findManagers(ctx, structure.id)).toEqual([]);
  expect(await countUnmanagedRequests(ctx, support)).toMatchObject({ attachments: 1 });
});
