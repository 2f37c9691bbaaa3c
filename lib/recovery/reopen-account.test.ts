import { eq } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { accounts, sessions } from "@/drizzle/schema/account";
import { attachments, subscriptions } from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { structures } from "@/drizzle/schema/structure";
import { openSession } from "@/lib/account/open-session";
import { signIn } from "@/lib/account/sign-in";
import { findActor } from "@/lib/attachment/find-actor";
import { closeAccount } from "@/lib/departure/close-account";
import { type TestContext, testContext } from "@/lib/testing/context";
import {
  type Account,
  aManagerOf,
  aMemberOf,
  anAccount,
  aPendingRequest,
  aSessionOf,
  aStructure,
  DEACTIVATED,
} from "@/lib/testing/people";
import { credentials } from "@/lib/testing/sign-in-tries";
import { reopenAccount } from "./reopen-account";

const byOwner = (accountId: string) => ({ accountId, actorId: accountId, by: "owner" as const });
const close = (ctx: TestContext, { id: accountId }: Account, eraseOn: Date | null = null) =>
  closeAccount(ctx, { accountId, cause: "own-wish", actorId: accountId, reason: null, eraseOn });

test("R-505, N-06 · the account is back: nothing of its deactivation is left, the contact address is told", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx, {
    ...DEACTIVATED,
    contactEmail: "contact@example.org",
    deactivationReason: "Perdu",
    reactivationRequestedAt: ctx.now(),
    eraseOn: new Date("2026-02-04T09:00:00Z"),
  });
  expect(await reopenAccount(ctx, byOwner(account.id))).toEqual({ kind: "reopened", managesAgain: [] });
  expect(await ctx.db.select().from(accounts)).toMatchObject([
    {
      status: "active",
      deactivatedAt: null,
      deactivationCause: null,
      deactivationReason: null,
      reactivationRequestedAt: null,
      eraseOn: null,
    },
  ]);
  expect(await ctx.db.select().from(outboxMessages)).toMatchObject([
    { recipient: "contact@example.org", message: { kind: "account-reactivated", accountId: account.id } },
  ]);
  expect(await ctx.db.select().from(auditEvents)).toMatchObject([
    {
      kind: "account-reactivated",
      actorId: account.id,
      targetId: account.id,
      facts: { by: "owner", managesAgain: [] },
    },
  ]);
});

test("R-506 · an administrator brings it back as well, and the trail says who", async () => {
  const ctx = await testContext();
  const support = await anAccount(ctx, { isAdministrator: true });
  const account = await anAccount(ctx, { ...DEACTIVATED, deactivationCause: "administrator" });
  const reopening = { accountId: account.id, actorId: support.id, by: "administrator" } as const;
  expect(await reopenAccount(ctx, reopening)).toEqual({ kind: "reopened", managesAgain: [] });
  expect(await ctx.db.select().from(auditEvents)).toMatchObject([
    { actorId: support.id, facts: { by: "administrator" } },
  ]);
});

test.each(["owner", "administrator"] as const)(
  "R-1204, N-06 · brought back by the %s, the mail knows the planned day of the erasure that it cancels",
  async (by) => {
    const ctx = await testContext();
    const [planned, other] = [await anAccount(ctx), await anAccount(ctx, DEACTIVATED)];
    await close(ctx, planned, new Date("2026-02-04T09:00:00Z"));
    for (const { id: accountId } of [planned, other]) await reopenAccount(ctx, { accountId, actorId: accountId, by });
    const mails = await ctx.db.select().from(outboxMessages).where(eq(outboxMessages.kind, "account-reactivated"));
    const told = mails.map(({ message }) => message);
    expect(told).toHaveLength(2);
    const back = { kind: "account-reactivated", accountId: planned.id };
    expect(told).toContainEqual({ ...back, eraseOn: "2026-02-04T09:00:00.000Z" });
    expect(told).toContainEqual({ ...back, accountId: other.id });
  },
);

test("R-510 · attachments, requests and subscriptions return as they were", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  await aManagerOf(ctx, structure);
  const { account } = await aMemberOf(ctx, structure, { role: "secondary-manager" });
  const { secret } = await aSessionOf(ctx, account);
  const before = await findActor(ctx, secret);
  await aPendingRequest(ctx, await aStructure(ctx), { account });
  const rows = () =>
    Promise.all([
      ctx.db.select().from(attachments).orderBy(attachments.id),
      ctx.db.select().from(subscriptions).orderBy(subscriptions.id),
    ]);
  const frozen = await rows();
  await close(ctx, account);
  await reopenAccount(ctx, byOwner(account.id));
  expect(await rows()).toEqual(frozen);
  const { actor } = await aSessionOf(ctx, account);
  expect(actor.attachments).toHaveLength(2);
  expect(actor.attachments).toEqual(expect.arrayContaining(before?.attachments ?? []));
  expect(actor.subscriptions).toEqual(before?.subscriptions);
});

test("R-003, R-510 · primary manager again where the seat stayed empty; where somebody took it, with the role that was left", async () => {
  const ctx = await testContext();
  const kept = await aStructure(ctx);
  const taken = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, kept);
  const { attachment: lost } = await aManagerOf(ctx, taken, { account });
  await close(ctx, account);
  const other = await aMemberOf(ctx, taken);
  // As support names another one: the seat is left before it is taken.
  await ctx.db.update(attachments).set({ role: "member" }).where(eq(attachments.id, lost.id));
  await ctx.db.update(attachments).set({ role: "primary-manager" }).where(eq(attachments.id, other.attachment.id));
  await ctx.db.update(structures).set({ managerVacantSince: null }).where(eq(structures.id, taken.id));

  expect(await reopenAccount(ctx, byOwner(account.id))).toEqual({ kind: "reopened", managesAgain: [kept.id] });
  const { actor } = await aSessionOf(ctx, account);
  const roles = Object.fromEntries(actor.attachments.map(({ structureId, role }) => [structureId, role]));
  expect(roles).toEqual({ [kept.id]: "primary-manager", [taken.id]: "member" });
  const seats = await ctx.db.select().from(structures);
  expect(seats.every(({ managerVacantSince }) => managerVacantSince === null)).toBe(true);
});

test("R-509 · a seat that is vacant for another reason stays so", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account } = await aMemberOf(ctx, structure, { role: "secondary-manager" });
  await close(ctx, account);
  expect(await reopenAccount(ctx, byOwner(account.id))).toEqual({ kind: "reopened", managesAgain: [] });
  const [row] = await ctx.db.select().from(structures);
  expect(row?.managerVacantSince).not.toBeNull();
});

test("R-505, SEC-24 · nobody is signed in by it: a session that was opened beside the deactivation stays shut", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  await close(ctx, account);
  const slipped = await openSession(ctx, account.id, { origin: "192.0.2.1", userAgent: "Test browser" });
  await reopenAccount(ctx, byOwner(account.id));
  expect(await findActor(ctx, slipped.secret)).toBeNull();
  const rows = await ctx.db.select().from(sessions).where(eq(sessions.accountId, account.id));
  expect(rows.every(({ endedAt }) => endedAt !== null)).toBe(true);
  expect(await signIn(ctx, credentials(account.email))).toMatchObject({ kind: "signed-in" });
});

test("R-501 · only a deactivated account comes back; an active, erased or unknown one is refused, logged, unchanged", async () => {
  const ctx = await testContext();
  const logged = vi.spyOn(console, "info").mockImplementation(() => {});
  const active = await anAccount(ctx);
  const erased = await anAccount(ctx, { status: "erased", erasedAt: ctx.now() });
  for (const accountId of [active.id, erased.id, ctx.id()]) {
    expect(await reopenAccount(ctx, byOwner(accountId))).toEqual({ kind: "not-deactivated" });
    expect(logged.mock.lastCall?.[0]).toContain("account-state-refused");
  }
  const rows = await ctx.db.select().from(accounts);
  expect(rows).toEqual(expect.arrayContaining([active, erased]));
  expect(await ctx.db.$count(outboxMessages)).toBe(0);
  expect(await ctx.db.$count(auditEvents)).toBe(0);
});

test("R-501, SEC-65 · five who bring one account back at once: one does, its seat is his, one mail leaves", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, structure);
  vi.spyOn(console, "info").mockImplementation(() => {});
  await close(ctx, account);
  const outcomes = await Promise.all(Array.from({ length: 5 }, () => reopenAccount(ctx, byOwner(account.id))));
  expect(outcomes.filter(({ kind }) => kind === "reopened")).toHaveLength(1);
  const seats = await ctx.db.select().from(attachments).where(eq(attachments.role, "primary-manager"));
  expect(seats).toHaveLength(1);
  expect(await ctx.db.select().from(structures)).toMatchObject([{ managerVacantSince: null }]);
  expect(await ctx.db.select().from(outboxMessages).where(eq(outboxMessages.kind, "account-reactivated"))).toHaveLength(
    1,
  );
});
