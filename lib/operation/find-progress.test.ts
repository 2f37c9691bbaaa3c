import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { operations } from "@/drizzle/schema/operation";
import { testContext } from "@/lib/testing/context";
import { anOperation } from "@/lib/testing/operations";
import { anAccount, aSessionOf } from "@/lib/testing/people";
import { findProgress } from "./find-progress";

test("R-1404 · how far it has come: under way while somebody is at it, stalled, over", async () => {
  const ctx = await testContext();
  const { actor, operationId } = await anOperation(ctx);
  // Whoever is to begin it has a moment to do so.
  const states = [(await findProgress(ctx, actor, operationId))?.state];
  ctx.moveTo("2026-01-05T09:00:30Z");
  states.push((await findProgress(ctx, actor, operationId))?.state);
  for (const change of [
    { leasedUntil: new Date("2026-01-05T09:01:00Z") },
    { leasedUntil: new Date("2026-01-05T09:00:30Z") },
    { cancelledAt: ctx.now() },
    { cancelledAt: null, finishedAt: ctx.now() },
  ]) {
    await ctx.db.update(operations).set(change).where(eq(operations.id, operationId));
    states.push((await findProgress(ctx, actor, operationId))?.state);
  }
  expect(states).toEqual(["running", "stalled", "running", "stalled", "cancelled", "finished"]);
  expect(await findProgress(ctx, actor, operationId)).toEqual({ total: 7, done: 2, failed: 1, state: "finished" });
});

test("R-1404 · what stalled goes on by itself within an hour of its start; later its person is asked first", async () => {
  const ctx = await testContext();
  const { actor, operationId } = await anOperation(ctx);
  const stateAt = async (moment: string) => {
    ctx.moveTo(moment);
    return (await findProgress(ctx, actor, operationId))?.state;
  };
  expect(await stateAt("2026-01-05T09:59:59Z")).toBe("stalled");
  expect(await stateAt("2026-01-05T10:00:00Z")).toBe("interrupted");
  expect(await findProgress(ctx, actor, operationId)).toMatchObject({ state: "interrupted", done: 2 });
  // Somebody is at it, because its person said so.
  await ctx.db.update(operations).set({ leasedUntil: new Date("2026-01-05T10:00:30Z") });
  expect(await stateAt("2026-01-05T10:00:29Z")).toBe("running");
  expect(await stateAt("2026-01-05T10:00:30Z")).toBe("interrupted");
  await ctx.db.update(operations).set({ cancelledAt: ctx.now() });
  expect(await stateAt("2026-01-05T10:01:00Z")).toBe("cancelled");
});

test("R-1202 · an operation is seen by the one who asked for it alone", async () => {
  const ctx = await testContext();
  const { operationId } = await anOperation(ctx);
  const stranger = (await aSessionOf(ctx, await anAccount(ctx))).actor;
  expect(await findProgress(ctx, stranger, operationId)).toBeNull();
});
