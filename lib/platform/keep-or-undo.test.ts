import { expect, test } from "vitest";
import { auditEvents } from "@/drizzle/schema/audit";
import { recordEvent } from "@/lib/audit/record-event";
import { testContext } from "@/lib/testing/context";
import { type Context, inTransaction } from "./context";
import { keepOrUndo } from "./keep-or-undo";

const note = (tx: Context) =>
  recordEvent(tx, { kind: "signed-out", actorId: null, targetId: null, facts: { sessionId: tx.id() } });

test("SEC-22 · what is kept and what is undone cost the same statements, and only the first one stays", async () => {
  const ctx = await testContext();
  const costs: number[] = [];
  for (const kept of [true, false]) {
    ctx.queries();
    await inTransaction(ctx, async (tx) => {
      await note(tx);
      await keepOrUndo(tx, { kept }, note);
    });
    costs.push(ctx.queries());
  }
  expect(costs[0]).toBe(costs[1]);
  expect(await ctx.db.$count(auditEvents)).toBe(3);
});

test("SEC-18 · a real failure inside is no silent undoing", async () => {
  const ctx = await testContext();
  const failing = inTransaction(ctx, (tx) => keepOrUndo(tx, { kept: false }, () => Promise.reject(new Error("down"))));
  await expect(failing).rejects.toThrow("down");
});
