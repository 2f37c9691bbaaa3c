import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { sessions } from "@/drizzle/schema/account";
import { operations } from "@/drizzle/schema/operation";
import { testContext } from "@/lib/testing/context";
import { anAccount, aSessionOf } from "@/lib/testing/people";
import { findProgress } from "./find-progress";
import { startOperation } from "./start-operation";
import { takeLease } from "./take-lease";

test("R-1404 · of those who take it up at once, one does, and it is under way again however old it is", async () => {
  const { ctx, actor, operationId } = await anOperation();
  ctx.moveTo("2026-01-05T11:00:00Z");
  expect(await findProgress(ctx, actor, operationId)).toMatchObject({ state: "interrupted" });
  const leases = await Promise.all([1, 2, 3].map(() => takeLease(ctx, actor, operationId)));
  expect(leases.filter((lease) => lease !== null)).toEqual([
    { operationId, kind: "attachments-approve", request: {}, until: "2026-01-05T11:00:30.000Z" },
  ]);
  expect(await findProgress(ctx, actor, operationId)).toMatchObject({ state: "running" });
});

test("R-1202 · somebody else's, and what is over, is taken up by nobody", async () => {
  const { ctx, actor, operationId } = await anOperation();
  const stranger = (await aSessionOf(ctx, await anAccount(ctx))).actor;
  expect(await takeLease(ctx, stranger, operationId)).toBeNull();
  expect(await takeLease(ctx, actor, ctx.id())).toBeNull();
  await ctx.db.update(operations).set({ cancelledAt: ctx.now() });
  expect(await takeLease(ctx, actor, operationId)).toBeNull();
  await ctx.db.update(operations).set({ cancelledAt: null, finishedAt: ctx.now() });
  expect(await takeLease(ctx, actor, operationId)).toBeNull();
});

test("R-423 SEC-44 · a session that has ended takes nothing up", async () => {
  const { ctx, actor, operationId } = await anOperation();
  await ctx.db.update(sessions).set({ endedAt: ctx.now() }).where(eq(sessions.id, actor.sessionId));
  expect(await takeLease(ctx, actor, operationId)).toBeNull();
});

async function anOperation() {
  const ctx = await testContext();
  const { actor } = await aSessionOf(ctx, await anAccount(ctx));
  const { operationId } = await startOperation(ctx, actor, {
    kind: "attachments-approve",
    request: {},
    rows: [{ target: { attachmentId: ctx.id() }, label: "Camille Martin" }],
    returnPath: "/gestionnaire",
  });
  return { ctx, actor, operationId };
}
