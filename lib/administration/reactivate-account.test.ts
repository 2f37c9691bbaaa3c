import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { testContext } from "@/lib/testing/context";
import { anAccount, DEACTIVATED } from "@/lib/testing/people";
import { aSupportAct } from "@/lib/testing/support-acts";
import { trailOf } from "@/lib/testing/trail";
import { deactivateAccount } from "./deactivate-account";
import { reactivateAccount } from "./reactivate-account";

test("R-506 · support brings back an account it deactivated, whose owner asked: active, told (N-06), the queue is empty", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  const act = await aSupportAct(ctx, { reason: "Proved who he is" });
  await deactivateAccount(ctx, act, { accountId: account.id });
  await ctx.db.update(accounts).set({ reactivationRequestedAt: ctx.now() }).where(eq(accounts.id, account.id));
  expect(await reactivateAccount(ctx, act, { accountId: account.id })).toEqual({
    kind: "reactivated",
    managesAgain: [],
  });
  const [after] = await ctx.db.select().from(accounts).where(eq(accounts.id, account.id));
  expect(after).toMatchObject({ status: "active", deactivatedAt: null, reactivationRequestedAt: null });
  const mails = await ctx.db.select().from(outboxMessages).where(eq(outboxMessages.kind, "account-reactivated"));
  expect(mails.map(({ recipient }) => recipient)).toEqual([account.contactEmail]);
  const lines = await trailOf(ctx, account.id);
  const actorId = act.administrator.accountId;
  expect(lines.slice(-2)).toMatchObject([
    { kind: "account-reactivated", actorId, facts: { by: "administrator" } },
    { kind: "administrator-acted", actorId, facts: { act: "reactivate-account" } },
  ]);
});

test("R-501 · only a deactivated account comes back: not an active, an erased or an absent one; SEC-67 · nor by a former administrator", async () => {
  const ctx = await testContext();
  const act = await aSupportAct(ctx);
  for (const account of [await anAccount(ctx), await anAccount(ctx, { status: "erased" }), { id: ctx.id() }]) {
    expect(await reactivateAccount(ctx, act, { accountId: account.id })).toEqual({ kind: "not-deactivated" });
  }
  const { id } = await anAccount(ctx, DEACTIVATED);
  await ctx.db.update(accounts).set({ isAdministrator: false });
  expect(await reactivateAccount(ctx, act, { accountId: id })).toEqual({ kind: "not-permitted" });
  const [after] = await ctx.db.select().from(accounts).where(eq(accounts.id, id));
  expect(after?.status).toBe("deactivated");
});
