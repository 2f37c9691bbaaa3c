import { eq } from "drizzle-orm";
import { operationRows } from "@/drizzle/schema/operation";
import type { OperationKind } from "@/lib/operation/operation-kinds";
import { startOperation } from "@/lib/operation/start-operation";
import type { Context } from "@/lib/platform/context";
import { anAccount, aSessionOf } from "./people";

/** An operation over seven rows, of which two are carried out and one was decided by somebody else. */
export async function anOperation(ctx: Context, kind: OperationKind = "attachments-approve") {
  const { actor } = await aSessionOf(ctx, await anAccount(ctx));
  const rows = [1, 2, 3, 4, 5, 6, 7].map((number) => ({
    target: { attachmentId: ctx.id() },
    label: `Demande ${number}`,
  }));
  const { operationId } = await startOperation(ctx, actor, {
    kind,
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
  return { actor, operationId };
}
