import { expect, test } from "vitest";
import { testContext } from "@/lib/testing/context";
import { anOperation } from "@/lib/testing/operations";
import { anAccount, aSessionOf } from "@/lib/testing/people";
import { findReport } from "./find-report";

test("R-1202 · an operation is seen by the one who asked for it alone", async () => {
  const ctx = await testContext();
  const { actor, operationId } = await anOperation(ctx);
  const stranger = (await aSessionOf(ctx, await anAccount(ctx))).actor;
  expect(await findReport(ctx, stranger, operationId)).toBeNull();
  const report = await findReport(ctx, actor, operationId);
  expect(report?.kind).toBe("attachments-approve");
  expect(report?.rows).toHaveLength(7);
  expect(report?.rows[2]).toEqual({ position: 3, label: "Demande 3", status: "failed", outcome: "already-decided" });
});
