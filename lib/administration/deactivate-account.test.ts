import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { structures } from "@/drizzle/schema/structure";
import { findActor } from "@/lib/attachment/find-actor";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, anAccount, aSessionOf, aStructure, DEACTIVATED } from "@/lib/testing/people";
import { aSupportAct } from "@/lib/testing/support-acts";
import { trailOf } from "@/lib/testing/trail";
import { deactivateAccount } from "./deactivate-account";

test("R-504 · R-509 · support deactivates a manager with its reason: signed out, told (N-04), his structure vacant", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, structure);
  await aMemberOf(ctx, structure);
  const { secret } = await aSessionOf(ctx, account);
  const act = await aSupportAct(ctx, { reason: "Left the company" });
  expect(await deactivateAccount(ctx, act, { accountId: account.id })).toEqual({
    kind: "deactivated",
    vacantStructures: [structure.id],
  });
  const [after] = await ctx.db.select().from(accounts).where(eq(accounts.id, account.id));
  expect(after).toMatchObject({
    status: "deactivated",
    deactivatedAt: ctx.now(),
    deactivationCause: "administrator",
    deactivationReason: "Left the company",
  });
  expect(await findActor(ctx, secret)).toBeNull();
  const [vacant] = await ctx.db.select().from(structures).where(eq(structures.id, structure.id));
  expect(vacant?.managerVacantSince).toEqual(ctx.now());
  const mails = await ctx.db.select().from(outboxMessages).where(eq(outboxMessages.kind, "account-deactivated"));
  expect(mails.map(({ recipient }) => recipient)).toEqual([account.email]);
  const lines = await trailOf(ctx, account.id);
  const actorId = act.administrator.accountId;
  expect(lines).toMatchObject([
    { kind: "account-deactivated", actorId, facts: { cause: "administrator", vacantStructures: [structure.id] } },
    { kind: "administrator-acted", actorId, facts: { act: "deactivate-account" } },
  ]);
});

test("R-501 · what is not active is not deactivated again, and the first reason stays", async () => {
  const ctx = await testContext();
  const act = await aSupportAct(ctx);
  const before = await anAccount(ctx, { ...DEACTIVATED, deactivationReason: "The first one" });
  for (const id of [before.id, (await anAccount(ctx, { status: "erased" })).id, ctx.id()]) {
    expect(await deactivateAccount(ctx, act, { accountId: id })).toEqual({ kind: "not-active" });
  }
  const [after] = await ctx.db.select().from(accounts).where(eq(accounts.id, before.id));
  expect(after).toEqual(before);
  expect(await ctx.db.$count(auditEvents, eq(auditEvents.kind, "administrator-acted"))).toBe(0);
});

test("R-005 · R-1401 · never oneself; two administrators who deactivate each other at once leave one of them", async () => {
  const ctx = await testContext();
  const [one, two] = [await aSupportAct(ctx), await aSupportAct(ctx)];
  const own = { accountId: one.administrator.accountId };
  expect(await deactivateAccount(ctx, one, own)).toEqual({ kind: "own-account" });
  const outcomes = await Promise.all([
    deactivateAccount(ctx, one, { accountId: two.administrator.accountId }),
    deactivateAccount(ctx, two, own),
  ]);
  expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["deactivated", "not-permitted"]);
  expect(await ctx.db.$count(accounts, eq(accounts.status, "active"))).toBe(1);
});
