import { sql } from "drizzle-orm";
import type { Actor } from "@/lib/attachment/actor";
import { actsIn } from "@/lib/audit/acting-session";
import { recordEvent } from "@/lib/audit/record-event";
import { type Context, inTransaction } from "@/lib/platform/context";

export type CancelOperationOutcome =
  | { kind: "cancelled"; rowsLeft: number }
  | { kind: "already-over" }
  | { kind: "not-found" };

/** Stops one's own operation: what is done stays done, the rows that wait are left alone (R-1404). */
export async function cancelOperation(
  ctx: Context,
  actor: Actor,
  operationId: string,
): Promise<CancelOperationOutcome> {
  return inTransaction(ctx, async (tx) => {
    const { rows } = await tx.db.execute<{ kind: string; cancelled: boolean }>(sql`
      with cancelled as (
        update operations set cancelled_at = ${tx.now().toISOString()}::timestamptz, leased_until = null
        where id = ${operationId} and account_id = ${actor.accountId} and finished_at is null and cancelled_at is null
        returning id
      )
      select kind, exists (select from cancelled) as cancelled, ${actsIn(actor.sessionId)}
      from operations where id = ${operationId} and account_id = ${actor.accountId}`);
    const operation = rows[0];
    if (!operation) return { kind: "not-found" };
    if (!operation.cancelled) return { kind: "already-over" };

    const { rows: left } = await tx.db.execute<{ count: string }>(sql`
      select count(*) from operation_rows where operation_id = ${operationId} and status = 'waiting'`);
    const rowsLeft = Number(left[0]?.count ?? 0);
    await recordEvent(tx, {
      kind: "operation-cancelled",
      actorId: actor.accountId,
      targetId: operationId,
      facts: { operation: operation.kind, rowsLeft },
    });
    return { kind: "cancelled", rowsLeft };
  });
}
