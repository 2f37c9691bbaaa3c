import { sql } from "drizzle-orm";
import { operations } from "@/drizzle/schema/operation";
import type { Actor } from "@/lib/attachment/actor";
import { actsIn } from "@/lib/audit/acting-session";
import { eventWrites } from "@/lib/audit/record-event";
import { type Context, inTransaction } from "@/lib/platform/context";
import { inOneTrip } from "@/lib/platform/in-one-trip";
import { MAX_LIVE, MAX_ROWS, type NewRow } from "./operation";
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

/** `too-many`: nothing was begun, the person has `MAX_LIVE` under way; `operationId` is the newest of them. */
export interface StartOperationOutcome {
  kind: "started" | "too-many";
  operationId: string;
}

/**
 * Notes an act on many rows; `carryOutOperation` then does it (R-907, R-1404). So many at once are enough for one person
 * (SEC-98).
 */
export async function startOperation(
  ctx: Context,
  actor: Actor,
  operation: NewOperation,
): Promise<StartOperationOutcome> {
  const { length } = operation.rows;
  if (length === 0 || length > MAX_ROWS) throw new Error(`an operation has 1 to ${MAX_ROWS} rows`);
  return inTransaction(ctx, async (tx) => {
    await holdStarts(tx, actor);
    const { rows: live } = await tx.db.execute<{ id: string }>(sql`
      select id from operations
      where account_id = ${actor.accountId} and finished_at is null and cancelled_at is null
      order by created_at desc, id desc limit ${MAX_LIVE}`);
    const [newest] = live;
    if (newest && live.length === MAX_LIVE) return { kind: "too-many", operationId: newest.id };
    return { kind: "started", operationId: await write(tx, actor, operation) };
  });
}

/** His others wait here until the transaction ends, so that parallel starts are counted one after the other. */
export async function holdStarts(tx: Context, { accountId, sessionId }: Actor): Promise<void> {
  await tx.db.execute(sql`select ${actsIn(sessionId)} from accounts where id = ${accountId} for no key update`);
}

/** All of it in one round trip, however many rows. */
async function write(tx: Context, actor: Actor, { kind, request, rows, returnPath }: NewOperation): Promise<string> {
  const operationId = tx.id();
  await inOneTrip(tx, [
    tx.db.insert(operations).values({
      id: operationId,
      accountId: actor.accountId,
      kind,
      request,
      returnPath,
      total: rows.length,
      createdAt: tx.now(),
    }),
    sql`
      insert into operation_rows (operation_id, position, target, label)
      select ${operationId}::uuid, row.position, row.value -> 'target', row.value ->> 'label'
      from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) with ordinality as row (value, position)`,
    ...eventWrites(tx, {
      kind: "operation-started",
      actorId: actor.accountId,
      targetId: operationId,
      facts: { operation: kind, rows: rows.length },
    }),
  ]);
  return operationId;
}
