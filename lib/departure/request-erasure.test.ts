import { expect, test, vi } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { structures } from "@/drizzle/schema/structure";
import { type TestContext, testContext } from "@/lib/testing/context";
import {
  type Account,
  aManagerOf,
  aMemberOf,
  anAccount,
  aPasswordProofOf,
  aSessionOf,
  aStructure,
} from "@/lib/testing/people";
import { requestErasure } from "./request-erasure";

async function asking(ctx: TestContext, account: Account) {
  const { actor } = await aSessionOf(ctx, account);
  const proof = await aPasswordProofOf(ctx, actor);
  return () => requestErasure(ctx, actor, { proof });
}

test("R-1204 · a person asks to be forgotten: deactivated at once, erased 30 days later, both told to the login address", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx, { contactEmail: "contact@example.org" });
  const eraseOn = new Date("2026-02-04T09:00:00Z");
  expect(await (await asking(ctx, account))()).toEqual({ kind: "requested", eraseOn, vacantStructures: [] });
  expect(await ctx.db.select().from(accounts)).toMatchObject([
    { status: "deactivated", deactivationCause: "own-wish", deactivatedAt: ctx.now(), eraseOn },
  ]);
  const mails = await ctx.db.select().from(outboxMessages);
  expect(mails.map(({ kind, recipient }) => [kind, recipient]).sort()).toEqual([
    ["account-deactivated", account.email],
    ["erasure-requested", account.email],
  ]);
  const trail = await ctx.db.select().from(auditEvents);
  expect(trail.find(({ kind }) => kind === "account-deactivated")?.facts).toMatchObject({ erasure: true });
});

test("R-1206 · thirty days keep the wall clock of Paris when it changes", async () => {
  const ctx = await testContext({ now: "2026-03-10T09:30:00Z" });
  const outcome = await (await asking(ctx, await anAccount(ctx)))();
  expect(outcome).toMatchObject({ eraseOn: new Date("2026-04-09T08:30:00Z") });
});

test("M-52, R-503 · a primary manager with colleagues hands over first; alone he may go", async () => {
  const ctx = await testContext();
  const shared = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, shared);
  await aMemberOf(ctx, shared);
  expect(await (await asking(ctx, account))()).toEqual({ kind: "must-hand-over" });
  expect(await ctx.db.$count(outboxMessages)).toBe(0);

  const own = await aStructure(ctx);
  const alone = await aManagerOf(ctx, own);
  expect(await (await asking(ctx, alone.account))()).toMatchObject({ kind: "requested", vacantStructures: [own.id] });
  const rows = await ctx.db.select().from(structures);
  expect(rows.find(({ id }) => id === own.id)?.managerVacantSince).toEqual(ctx.now());
});

test("R-1204 · asked twice at once it is noted once", async () => {
  const ctx = await testContext();
  vi.spyOn(console, "info").mockImplementation(() => {});
  const ask = await asking(ctx, await anAccount(ctx));
  const outcomes = await Promise.all([ask(), ask(), ask()]);
  expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["not-active", "not-active", "requested"]);
  expect(await ctx.db.$count(outboxMessages)).toBe(2);
});
