import { expect, test } from "vitest";
import { testContext } from "@/lib/testing/context";
import { anOperation } from "@/lib/testing/operations";
import { anAccount, aSessionOf } from "@/lib/testing/people";
import { findOperation, type OperationSearch } from "./find-operation";

const firstPage = { failedOnly: false, sort: "position", descending: false, page: 1, pageSize: 5 } as const;

test("R-907 · the report counts what was treated and what failed, and shows one page of rows in one statement", async () => {
  const ctx = await testContext();
  const { actor, operationId } = await anOperation(ctx);
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

test("R-1202 · an operation is seen by the one who asked for it alone", async () => {
  const ctx = await testContext();
  const { operationId } = await anOperation(ctx);
  const stranger = (await aSessionOf(ctx, await anAccount(ctx))).actor;
  expect(await findOperation(ctx, stranger, { ...firstPage, operationId })).toBeNull();
});
