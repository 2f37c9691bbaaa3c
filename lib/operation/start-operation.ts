import { sql } from "drizzle-orm";
import { operations } from "@/drizzle/schema/operation";
import type { Actor } from "@/lib/attachment/actor";
import { eventWrites } from "@/lib/audit/record-event";
import type { Context } from "@/lib/platform/context";
import { inOneTrip } from "@/lib/platform/in-one-trip";
import { MAX_ROWS, type NewRow } from "./operation";
import type { OperationKind } from "./operation-kinds";

/** An act on many rows. */
export interface NewOperation {
  kind: OperationKind;
  /** What is asked once for all rows; its kind parses it again. */
  request: unknown;
  /** From one to `MAX_ROWS`; twice the same row is told by the row itself. */
  rows: NewRow[];
  /** Where its person goes back to: a path of the portal. */
  returnPath: string;
}

/** Notes an act on many rows, in one round trip; `carryOutOperation` then does it (R-907, R-1404). */
export async function startOperation(
  ctx: Context,
  actor: Actor,
  { kind, request, rows, returnPath }: NewOperation,
): Promise<{ operationId: string }> {
  if (rows.length === 0 || rows.length > MAX_ROWS) throw new Error(`an operation has 1 to ${MAX_ROWS} rows`);
  const operationId = ctx.id();
  await inOneTrip(ctx, [
    ctx.db.insert(operations).values({
      id: operationId,
      accountId: actor.accountId,
      kind,
      request,
      returnPath,
      total: rows.length,
      createdAt: ctx.now(),
    }),
    sql`
      insert into operation_rows (operation_id, position, target, label)
      select ${operationId}::uuid, row.position, row.value -> 'target', row.value ->> 'label'
      from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) with ordinality as row (value, position)`,
    ...eventWrites(ctx, {
      kind: "operation-started",
      actorId: actor.accountId,
      targetId: operationId,
      facts: { operation: kind, rows: rows.length },
    }),
  ]);
  return { operationId };
}
