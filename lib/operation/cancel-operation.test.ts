import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { auditEvents } from "@/drizzle/schema/audit";
import { operationRows, operations } from "@/drizzle/schema/operation";
import { testContext } from "@/lib/testing/context";
import { anAccount, aSessionOf } from "@/lib/testing/people";
import { cancelOperation } from "./cancel-operation";
import { startOperation } from "./start-operation";

test("R-1404 · one's own operation is cancelled once: it says how many rows are left alone", async () => {
  const { ctx, actor, operationId } = await anOperation();
  await ctx.db.update(operationRows).set({ status: "done", outcome: "approved" }).where(eq(operationRows.position, 1));
  const outcomes = await Promise.all([1, 2].map(() => cancelOperation(ctx, actor, operationId)));
  expect(outcomes).toEqual(expect.arrayContaining([{ kind: "cancelled", rowsLeft: 2 }, { kind: "already-over" }]));
  expect(await ctx.db.select().from(operations)).toMatchObject([{ cancelledAt: ctx.now(), finishedAt: null }]);
  const audits = await ctx.db.select().from(auditEvents).where(eq(auditEvents.kind, "operation-cancelled"));
  expect(audits).toMatchObject([{ targetId: operationId, facts: { operation: "attachments-approve", rowsLeft: 2 } }]);
});

test("R-1202 · somebody else's operation is as absent as one that never was", async () => {
  const { ctx, operationId } = await anOperation();
  const { actor } = await aSessionOf(ctx, await anAccount(ctx));
  expect(await cancelOperation(ctx, actor, operationId)).toEqual({ kind: "not-found" });
  expect(await cancelOperation(ctx, actor, ctx.id())).toEqual({ kind: "not-found" });
  expect(await ctx.db.select().from(operations)).toMatchObject([{ cancelledAt: null }]);
});

async function anOperation() {
  const ctx = await testContext();
  const { actor } = await aSessionOf(ctx, await anAccount(ctx));
  const rows = [1, 2, 3].map((number) => ({ target: { attachmentId: ctx.id() }, label: `Demande ${number}` }));
  const { operationId } = await startOperation(ctx, actor, {
    kind: "attachments-approve",
    request: {},
    rows,
    returnPath: "/gestionnaire",
  });
  return { ctx, actor, operationId };
}
