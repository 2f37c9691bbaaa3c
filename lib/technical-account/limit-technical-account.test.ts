import { addHours } from "date-fns";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { auditEvents } from "@/drizzle/schema/audit";
import { structures } from "@/drizzle/schema/structure";
import { technicalAccountStructures, technicalAccounts } from "@/drizzle/schema/technical-account";
import { permitFor } from "@/lib/attachment/permit-for";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aPasswordProofOf, aSessionOf, aStructure, aTechnicalAccountOf } from "@/lib/testing/people";
import { findApiCaller } from "./find-api-caller";
import { limitTechnicalAccount } from "./limit-technical-account";

test("R-1002, SEC-82 · the next call reaches the listed structures only, and may only read", async () => {
  const { ctx, first, second, reach, permit, proof } = await aUser();
  expect(await reach()).toEqual({ readOnly: false, structures: [first.id, second.id].sort() });
  expect(await limitTechnicalAccount(ctx, permit, { readOnly: true, only: [second.id], proof })).toEqual({
    kind: "limited",
  });
  expect(await reach()).toEqual({ readOnly: true, structures: [second.id] });
  await limitTechnicalAccount(ctx, permit, { readOnly: false, only: [first.id], proof });
  expect(await reach()).toEqual({ readOnly: false, structures: [first.id] });
  await limitTechnicalAccount(ctx, permit, { readOnly: false, only: null, proof });
  expect(await reach()).toEqual({ readOnly: false, structures: [first.id, second.id].sort() });
  expect(await ctx.db.$count(technicalAccountStructures)).toBe(0);
});

test("R-1201 · each change of the limits has its line in the audit", async () => {
  const { ctx, first, permit, proof, user, account } = await aUser();
  await limitTechnicalAccount(ctx, permit, { readOnly: true, only: [first.id], proof });
  const lines = (await ctx.db.select().from(auditEvents)).filter(({ kind }) => kind === "technical-account-limited");
  expect(lines).toMatchObject([
    {
      actorId: account.id,
      targetId: user.account.id,
      facts: {
        structureId: first.id,
        readOnly: true,
        restrictedTo: [first.id],
        formerly: { readOnly: false, restrictedTo: null },
      },
    },
  ]);
  await limitTechnicalAccount(ctx, permit, { readOnly: true, only: [], proof });
  await limitTechnicalAccount(ctx, permit, { readOnly: false, only: null, proof });
  const later = await ctx.db.select().from(auditEvents).orderBy(auditEvents.position);
  expect(later.slice(-2).map(({ facts }) => facts)).toMatchObject([
    { formerly: { readOnly: true, restrictedTo: [first.id] } },
    { formerly: { readOnly: true, restrictedTo: [] } },
  ]);
});

test("SEC-62 · a structure that somebody else manages cannot be listed, and nothing changes", async () => {
  const { ctx, first, permit, proof } = await aUser();
  const foreign = await aStructure(ctx);
  await aManagerOf(ctx, foreign);
  expect(await limitTechnicalAccount(ctx, permit, { readOnly: true, only: [first.id, foreign.id], proof })).toEqual({
    kind: "not-managed",
  });
  expect(await ctx.db.select().from(technicalAccounts)).toMatchObject([{ readOnly: false, isRestricted: false }]);
});

test("SEC-68 · in the 72 hours after a take-over limits are narrowed, never widened", async () => {
  const { ctx, first, second, permit, proof } = await aUser();
  await ctx.db.update(structures).set({ takenOverAt: ctx.now() }).where(eq(structures.id, first.id));
  const until = addHours(ctx.now(), 72);
  const limit = async (readOnly: boolean, only: string[] | null) =>
    limitTechnicalAccount(ctx, permit, { readOnly, only, proof });
  const limited = { kind: "limited" };
  const tooSoon = { kind: "too-soon", until };
  expect(await limit(false, null)).toEqual(limited);
  expect(await limit(false, [first.id, second.id])).toEqual(limited);
  expect(await limit(false, null)).toEqual(tooSoon);
  expect(await limit(true, [first.id])).toEqual(limited);
  expect(await limit(false, [first.id])).toEqual(tooSoon);
  expect(await limit(true, [first.id, second.id])).toEqual(tooSoon);
  expect(await limit(true, [second.id])).toEqual(tooSoon);
  expect(await limit(true, null)).toEqual(tooSoon);
  expect(await limit(true, [])).toEqual(limited);
  expect(await limit(true, [first.id])).toEqual(tooSoon);
  expect(await ctx.db.$count(auditEvents, eq(auditEvents.kind, "technical-account-limited"))).toBe(4);
  ctx.moveTo(until);
  expect(await limit(false, null)).toEqual(limited);
});

test("R-1009 · of a deleted account nothing is limited", async () => {
  const { ctx, permit, proof } = await aUser();
  await ctx.db.update(technicalAccounts).set({ status: "deleted" });
  expect(await limitTechnicalAccount(ctx, permit, { readOnly: true, only: null, proof })).toEqual({
    kind: "not-found",
  });
});

async function aUser() {
  const ctx = await testContext();
  const first = await aStructure(ctx);
  const second = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, first);
  await aManagerOf(ctx, second, { account });
  const user = await aTechnicalAccountOf(ctx, first);
  const { actor } = await aSessionOf(ctx, account);
  const permit = permitFor(actor, first.id, "manage-technical-account");
  if (!permit) throw new Error("no permit");
  const reach = async () => {
    const found = await findApiCaller(ctx, { technicalAccountId: user.account.id, secretId: user.secretId });
    if (found.kind !== "caller") throw new Error(found.kind);
    const { readOnly, actor: manager } = found.caller;
    return { readOnly, structures: manager.attachments.map(({ structureId }) => structureId).sort() };
  };
  return { ctx, first, second, account, user, permit, reach, proof: await aPasswordProofOf(ctx, permit.holder) };
}
