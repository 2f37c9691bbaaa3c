import { asc } from "drizzle-orm";
import { expect, test } from "vitest";
import { auditEvents } from "@/drizzle/schema/audit";
import { operationRows, operations } from "@/drizzle/schema/operation";
import { testContext } from "@/lib/testing/context";
import { anAccount, aSessionOf } from "@/lib/testing/people";
import { MAX_ROWS, type NewRow } from "./operation";
import { startOperation } from "./start-operation";

const rowsOf = (count: number): NewRow[] =>
  Array.from({ length: count }, (_, index) => ({
    target: { attachmentId: `row-${index}` },
    label: `Demande n° ${index} d'O'Brien "; --`,
  }));

test("R-1404 · an operation is noted with its rows, in their order, and in the audit trail, in one round trip", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  const { actor } = await aSessionOf(ctx, account);
  ctx.queries();
  const { operationId } = await startOperation(ctx, actor, {
    kind: "attachments-refuse",
    request: { reason: "Inconnu" },
    rows: rowsOf(3),
    returnPath: "/gestionnaire",
  });
  expect(ctx.queries()).toBe(1);
  expect(await ctx.db.select().from(operations)).toMatchObject([
    {
      id: operationId,
      accountId: account.id,
      kind: "attachments-refuse",
      request: { reason: "Inconnu" },
      returnPath: "/gestionnaire",
      total: 3,
      leasedUntil: null,
      finishedAt: null,
    },
  ]);
  const rows = await ctx.db.select().from(operationRows).orderBy(asc(operationRows.position));
  expect(rows.map(({ target, label, status }) => ({ target, label, status }))).toEqual(
    rowsOf(3).map((row) => ({ ...row, status: "waiting" })),
  );
  expect(await ctx.db.select().from(auditEvents)).toMatchObject([
    { kind: "operation-started", actorId: account.id, targetId: operationId, facts: { rows: 3 } },
  ]);
});

test("R-1404 · five thousand rows are still one round trip; none, or more, is a mistake of ours", async () => {
  const ctx = await testContext();
  const { actor } = await aSessionOf(ctx, await anAccount(ctx));
  const start = (count: number) =>
    startOperation(ctx, actor, {
      kind: "attachments-approve",
      request: {},
      rows: rowsOf(count),
      returnPath: "/gestionnaire",
    });
  ctx.queries();
  await start(MAX_ROWS);
  expect(ctx.queries()).toBe(1);
  expect(await ctx.db.$count(operationRows)).toBe(MAX_ROWS);
  await expect(start(MAX_ROWS + 1)).rejects.toThrow("1 to 5000 rows");
  await expect(start(0)).rejects.toThrow("1 to 5000 rows");
});
