import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { auditEvents } from "@/drizzle/schema/audit";
import { findActor } from "@/lib/attachment/find-actor";
import { testContext } from "@/lib/testing/context";
import { anAccount, aSessionOf } from "@/lib/testing/people";
import { aSupportAct } from "@/lib/testing/support-acts";
import { trailOf } from "@/lib/testing/trail";
import { endSessionsOf } from "./end-sessions-of";

test("SEC-46 · support signs somebody out everywhere: neither cookie opens anything, other people stay signed in", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  const [one, two] = [await aSessionOf(ctx, account), await aSessionOf(ctx, account)];
  const other = await aSessionOf(ctx, await anAccount(ctx));
  const act = await aSupportAct(ctx);
  expect(await endSessionsOf(ctx, act, { accountId: account.id })).toEqual({ kind: "ended", count: 2 });
  expect(await findActor(ctx, one.secret)).toBeNull();
  expect(await findActor(ctx, two.secret)).toBeNull();
  expect(await findActor(ctx, other.secret)).not.toBeNull();
  const lines = await trailOf(ctx, account.id);
  const actorId = act.administrator.accountId;
  expect(lines).toMatchObject([
    { kind: "session-ended", actorId, facts: { sessionId: null, count: 2, by: "administrator" } },
    { kind: "administrator-acted", actorId, facts: { act: "end-sessions" } },
  ]);
  expect(await endSessionsOf(ctx, act, { accountId: account.id })).toEqual({ kind: "none" });
  expect(await ctx.db.$count(auditEvents, eq(auditEvents.targetId, account.id))).toBe(2);
});

test("SEC-46 · of one's own sessions all end but the one in use; who lost the flag ends nobody's", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx, { isAdministrator: true });
  const elsewhere = await aSessionOf(ctx, account);
  const act = await aSupportAct(ctx, { account });
  expect(await endSessionsOf(ctx, act, { accountId: account.id })).toEqual({ kind: "ended", count: 1 });
  expect(await findActor(ctx, elsewhere.secret)).toBeNull();
  const other = await anAccount(ctx);
  const session = await aSessionOf(ctx, other);
  await ctx.db.update(accounts).set({ isAdministrator: false }).where(eq(accounts.id, account.id));
  expect(await endSessionsOf(ctx, act, { accountId: other.id })).toEqual({ kind: "not-permitted" });
  expect(await findActor(ctx, session.secret)).not.toBeNull();
});
