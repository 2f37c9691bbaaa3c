import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts, singleUseLinks } from "@/drizzle/schema/account";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { mintLink } from "@/lib/account/mint-link";
import { type TestContext, testContext } from "@/lib/testing/context";
import { anAccount, DEACTIVATED } from "@/lib/testing/people";
import { requestReactivation } from "./request-reactivation";

const BY_SUPPORT = { ...DEACTIVATED, deactivationCause: "administrator", deactivationReason: "Perdu de vue" } as const;
const contactEmail = "contact@example.org";

const rowOf = async (ctx: TestContext, id: string) =>
  (await ctx.db.select().from(accounts).where(eq(accounts.id, id)))[0];

test.each(["own-wish", "inactivity"] as const)(
  "R-505, N-05 · closed by %s: a link of seven days goes to the contact address, the account stays as it is",
  async (deactivationCause) => {
    const ctx = await testContext();
    const account = await anAccount(ctx, { ...DEACTIVATED, deactivationCause, contactEmail });
    expect(await requestReactivation(ctx, { accountId: account.id })).toEqual({ kind: "link-sent" });
    const [link] = await ctx.db.select().from(singleUseLinks);
    expect(link).toMatchObject({
      purpose: "reactivation",
      subjectId: account.id,
      email: contactEmail,
      expiresAt: new Date("2026-01-12T09:00:00Z"),
      voidedAt: null,
    });
    expect(await ctx.db.select().from(outboxMessages)).toMatchObject([
      { recipient: contactEmail, message: { kind: "reactivation-requested", accountId: account.id, linkId: link?.id } },
    ]);
    expect(await ctx.db.select().from(auditEvents)).toMatchObject([
      { kind: "reactivation-requested", actorId: null, targetId: account.id, facts: { queue: "link" } },
    ]);
    expect(await rowOf(ctx, account.id)).toEqual(account);
  },
);

test.each([
  ["asked to be forgotten", { eraseOn: new Date("2026-01-07T09:00:00Z") }, "2026-01-07T09:00:00Z"],
  ["gone for nearly twelve months", { deactivatedAt: new Date("2025-01-08T10:00:00Z") }, "2026-01-08T10:00:00Z"],
])("R-505, R-508, R-1204 · %s: the link ends with the erasure, which nothing postpones", async (_, closed, end) => {
  const ctx = await testContext();
  const account = await anAccount(ctx, { ...DEACTIVATED, ...closed });
  expect(await requestReactivation(ctx, { accountId: account.id })).toEqual({ kind: "link-sent" });
  expect(await ctx.db.select().from(singleUseLinks)).toMatchObject([{ expiresAt: new Date(end) }]);
  expect(await rowOf(ctx, account.id)).toEqual(account);
});

test("R-505, R-1204 · minutes before the erasure no link is mailed any more: it is told at once, and by the same statements", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx, { ...DEACTIVATED, eraseOn: new Date("2026-01-05T09:10:00Z") });
  ctx.queries();
  expect(await requestReactivation(ctx, { accountId: account.id })).toEqual({ kind: "link-sent" });
  const statements = ctx.queries();
  ctx.moveTo("2026-01-05T09:00:01Z");
  ctx.queries();
  expect(await requestReactivation(ctx, { accountId: account.id })).toEqual({ kind: "too-late" });
  expect(ctx.queries()).toBe(statements);
  // What was mailed before still works.
  expect(await ctx.db.select().from(singleUseLinks)).toMatchObject([{ voidedAt: null }]);
  expect(await ctx.db.$count(outboxMessages)).toBe(1);
});

test("R-505, SEC-25 · asking again makes a new link and voids the one before", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx, DEACTIVATED);
  await requestReactivation(ctx, { accountId: account.id });
  await requestReactivation(ctx, { accountId: account.id });
  const links = await ctx.db.select().from(singleUseLinks);
  expect(links.filter(({ voidedAt }) => voidedAt === null)).toHaveLength(1);
  expect(links).toHaveLength(2);
  expect(await ctx.db.$count(outboxMessages)).toBe(2);
});

test("R-506, N-05 · closed by support: the request waits for an answer, no link is made; asking again is no second entry", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx, { ...BY_SUPPORT, contactEmail });
  const asked = ctx.now();
  expect(await requestReactivation(ctx, { accountId: account.id })).toEqual({ kind: "queued" });
  ctx.moveTo("2026-01-06T10:00:00Z");
  expect(await requestReactivation(ctx, { accountId: account.id })).toEqual({ kind: "queued" });
  expect(await rowOf(ctx, account.id)).toMatchObject({ status: "deactivated", reactivationRequestedAt: asked });
  expect(await ctx.db.$count(singleUseLinks)).toBe(0);
  expect(await ctx.db.select().from(outboxMessages)).toMatchObject([
    { recipient: contactEmail, message: { kind: "reactivation-requested", accountId: account.id, linkId: null } },
  ]);
  expect(await ctx.db.select().from(auditEvents)).toMatchObject([{ facts: { queue: "administrators" } }]);
});

test("R-506 · support said no: a new request is a new entry, and is confirmed again", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx, BY_SUPPORT);
  await requestReactivation(ctx, { accountId: account.id });
  await ctx.db.update(accounts).set({ reactivationRequestedAt: null }).where(eq(accounts.id, account.id));
  ctx.moveTo("2026-01-07T10:00:00Z");
  expect(await requestReactivation(ctx, { accountId: account.id })).toEqual({ kind: "queued" });
  expect(await rowOf(ctx, account.id)).toMatchObject({ reactivationRequestedAt: ctx.now() });
  const mails = await ctx.db.select().from(outboxMessages).orderBy(outboxMessages.createdAt);
  expect(mails.map(({ event }) => event)).toEqual([
    `reactivation-requested:${account.id}:2026-01-05T09:00:00.000Z`,
    `reactivation-requested:${account.id}:2026-01-07T10:00:00.000Z`,
  ]);
});

test("R-506, SEC-26 · ten requests at once are one entry and one mail", async () => {
  const ctx = await testContext();
  const { id: accountId } = await anAccount(ctx, BY_SUPPORT);
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => requestReactivation(ctx, { accountId })));
  expect(outcomes).toEqual(Array(10).fill({ kind: "queued" }));
  expect(await ctx.db.$count(outboxMessages)).toBe(1);
  expect(await ctx.db.$count(auditEvents)).toBe(1);
});

test("SEC-28 · an address gets five such mails a day; the sixth request sends nothing and leaves the last link alive", async () => {
  const ctx = await testContext();
  const { id: accountId } = await anAccount(ctx, DEACTIVATED);
  const ask = () => requestReactivation(ctx, { accountId });
  const outcomes = await Promise.all(Array.from({ length: 8 }, ask));
  expect(outcomes.filter(({ kind }) => kind === "link-sent")).toHaveLength(5);
  expect(outcomes.filter(({ kind }) => kind === "too-many-mails")).toHaveLength(3);
  expect(await ctx.db.$count(outboxMessages)).toBe(5);
  const alive = (await ctx.db.select().from(singleUseLinks)).filter(({ voidedAt }) => voidedAt === null);
  expect(alive).toHaveLength(1);
  ctx.moveTo("2026-01-06T08:59:59Z");
  expect(await ask()).toEqual({ kind: "too-many-mails" });
  ctx.moveTo("2026-01-06T09:00:00Z");
  expect(await ask()).toEqual({ kind: "link-sent" });
});

test("R-501 · an active, erased or unknown account has no way back, and nothing is written", async () => {
  const ctx = await testContext();
  const active = await anAccount(ctx);
  const erased = await anAccount(ctx, { status: "erased", erasedAt: ctx.now() });
  for (const accountId of [active.id, erased.id, ctx.id()])
    expect(await requestReactivation(ctx, { accountId })).toEqual({ kind: "not-deactivated" });
  expect(await ctx.db.$count(outboxMessages)).toBe(0);
  expect(await ctx.db.$count(auditEvents)).toBe(0);
  expect(await ctx.db.$count(singleUseLinks)).toBe(0);
});

test("SEC-22 · whatever the account is, the same statements run and no password is hashed", async () => {
  const ctx = await testContext();
  const own = await anAccount(ctx, DEACTIVATED);
  const bySupport = await anAccount(ctx, BY_SUPPORT);
  const active = await anAccount(ctx);
  await mintLink(ctx, { purpose: "reactivation", subjectId: own.id, email: own.contactEmail });
  const counts: number[] = [];
  for (const accountId of [own.id, bySupport.id, bySupport.id, active.id, ctx.id(), ...Array(5).fill(own.id)]) {
    ctx.queries();
    await requestReactivation(ctx, { accountId });
    counts.push(ctx.queries());
  }
  expect(new Set(counts).size).toBe(1);
  expect([ctx.passwords.hashes, ctx.passwords.verifies]).toEqual([0, 0]);
});
