import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { operationRows, operations } from "@/drizzle/schema/operation";
import { testContext } from "@/lib/testing/context";
import { anAccount, aSessionOf } from "@/lib/testing/people";
import { findOperation, findProgress, findReport, type OperationSearch } from "./queries";
import { startOperation } from "./start-operation";

const firstPage = { failedOnly: false, sort: "position", descending: false, page: 1, pageSize: 5 } as const;

test("R-907 · the report counts what was treated and what failed, and shows one page of rows in one statement", async () => {
  const { ctx, actor, operationId } = await anOperation();
  const find = (search: Partial<OperationSearch>) =>
    findOperation(ctx, actor, { ...firstPage, operationId, ...search });
  ctx.queries();
  const found = await find({});
  expect(ctx.queries()).toBe(1);
  expect(found).toMatchObject({
    kind: "attachments-approve",
    returnPath: "/gestionnaire",
    total: 7,
    done: 2,
    failed: 1,
    rowCount: 7,
    state: "running",
    createdAt: ctx.now(),
    overAt: null,
  });
  expect(found?.rows.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5]);
  expect((await find({ page: 2 }))?.rows.map(({ position }) => position)).toEqual([6, 7]);
  expect((await find({ sort: "label", descending: true }))?.rows[0]?.label).toBe("Demande 7");
  const failures = await find({ failedOnly: true });
  expect(failures?.rowCount).toBe(1);
  expect(failures?.rows).toEqual([{ position: 3, label: "Demande 3", status: "failed", outcome: "already-decided" }]);
});

test("R-1404 · how far it has come: under way while somebody is at it, stalled, over", async () => {
  const { ctx, actor, operationId } = await anOperation();
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
  const { ctx, actor, operationId } = await anOperation();
  const stateAt = async (moment: string) => {
    ctx.moveTo(moment);
    return (await findProgress(ctx, actor, operationId))?.state;
  };
  expect(await stateAt("2026-01-05T09:59:59Z")).toBe("stalled");
  expect(await stateAt("2026-01-05T10:00:00Z")).toBe("interrupted");
  expect(await findOperation(ctx, actor, { ...firstPage, operationId })).toMatchObject({
    state: "interrupted",
    done: 2,
  });
  // Somebody is at it, because its person said so.
  await ctx.db.update(operations).set({ leasedUntil: new Date("2026-01-05T10:00:30Z") });
  expect(await stateAt("2026-01-05T10:00:29Z")).toBe("running");
  expect(await stateAt("2026-01-05T10:00:30Z")).toBe("interrupted");
  await ctx.db.update(operations).set({ cancelledAt: ctx.now() });
  expect(await stateAt("2026-01-05T10:01:00Z")).toBe("cancelled");
});

test("R-1202 · an operation is seen by the one who asked for it alone", async () => {
  const { ctx, actor, operationId } = await anOperation();
  const stranger = (await aSessionOf(ctx, await anAccount(ctx))).actor;
  expect(await findOperation(ctx, stranger, { ...firstPage, operationId })).toBeNull();
  expect(await findProgress(ctx, stranger, operationId)).toBeNull();
  expect(await findReport(ctx, stranger, operationId)).toBeNull();
  const report = await findReport(ctx, actor, operationId);
  expect(report).toHaveLength(7);
  expect(report?.[2]).toEqual({ position: 3, label: "Demande 3", status: "failed", outcome: "already-decided" });
});

async function anOperation() {
  const ctx = await testContext();
  const { actor } = await aSessionOf(ctx, await anAccount(ctx));
  const rows = [1, 2, 3, 4, 5, 6, 7].map((number) => ({
    target: { attachmentId: ctx.id() },
    label: `Demande ${number}`,
  }));
  const { operationId } = await startOperation(ctx, actor, {
    kind: "attachments-approve",
    request: {},
    rows,
    returnPath: "/gestionnaire",
  });
  const results = [
    { position: 1, status: "done", outcome: "approved" },
    { position: 2, status: "done", outcome: "approved" },
    { position: 3, status: "failed", outcome: "already-decided" },
  ] as const;
  for (const { position, ...result } of results) {
    await ctx.db.update(operationRows).set(result).where(eq(operationRows.position, position));
  }
  return { ctx, actor, operationId };
}
