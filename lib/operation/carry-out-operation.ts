import { setImmediate as othersTurn } from "node:timers/promises";
import { sql } from "drizzle-orm";
import type { Actor } from "@/lib/attachment/actor";
import { type Context, inTransaction } from "@/lib/platform/context";
import { describeError, log } from "@/lib/platform/log";
import { leaseEnd, type RowAct, type RowOutcome } from "./operation";
import { operationKindOf } from "./operation-kinds";
import { type Lease, takeLease } from "./take-lease";

/**
 * `busy`: another process is at it, or nothing is left to do; `interrupted`: cancelled, taken over by another process, or
 * the session that asked for it has ended.
 */
export type CarryOutOutcome = { kind: "finished" } | { kind: "interrupted" } | { kind: "busy" };

/**
 * Treats the waiting rows of one's own operation, each alone: its change and its result commit together, so a
 * row is never treated twice, whoever dies or comes second. What is done stays done when it is cancelled (R-1404). It does
 * not outlive its session. `of`: the operation, or the lease over it that is taken already.
 */
export async function carryOutOperation(ctx: Context, actor: Actor, of: string | Lease): Promise<CarryOutOutcome> {
  const lease = typeof of === "string" ? await takeLease(ctx, actor, of) : of;
  if (!lease) return { kind: "busy" };
  const act = operationKindOf(lease.kind) ?? unknownAct;
  let { until } = lease;
  // Positions only grow: looking at what is done again would cost more with each row.
  for (let after = 0; ; ) {
    const step = await treatNext(ctx, actor, { ...lease, until, after, act });
    if (step.kind === "none-left") return finish(ctx, { ...lease, until });
    if (step.until === null) return { kind: "interrupted" };
    until = step.until;
    after = step.position;
    // An embedded database answers without ever letting go of the process: who looks at the progress has a turn too.
    await othersTurn();
  }
}

const unknownAct: RowAct = {
  perform: () => Promise.reject(new Error("an operation of another release")),
};

interface Work extends Lease {
  /** The last row that was treated. */
  after: number;
  act: RowAct;
}

/** `until`: the lease as it now stands; null when it is no longer ours. */
type Step = { kind: "none-left" } | { kind: "treated"; position: number; until: string | null };

async function treatNext(ctx: Context, actor: Actor, work: Work): Promise<Step> {
  const row = await claimNext(ctx, actor, work);
  if (!row) return { kind: "none-left" };
  try {
    return { kind: "treated", position: row.position, until: await treat(ctx, actor, { ...work, ...row }) };
  } catch (error) {
    // What was done here is undone; whose the work is now, the next claim says.
    if (error === treatedElsewhere) return { kind: "treated", position: row.position, until: work.until };
    throw error;
  }
}

interface Row {
  position: number;
  target: unknown;
}

/** The lease after the row, as of a `Step`. A row that waits for a lock in vain is begun again by `inTransaction`. */
async function treat(ctx: Context, actor: Actor, work: Work & Row): Promise<string | null> {
  const { act, ...row } = work;
  let isRowsFault = true;
  try {
    const refusal = await act.before?.(ctx, actor, row);
    if (refusal) return await noteResult(ctx, work, refusal);
    isRowsFault = false;
    return await inTransaction(ctx, async (tx) => {
      isRowsFault = true;
      return noteResult(tx, work, await act.perform(tx, actor, row));
    });
  } catch (error) {
    // A transaction that does not even begin: the database is gone, the rows wait for whoever takes over.
    if (!isRowsFault || error === treatedElsewhere) throw error;
    log("error", "operation-row-failed", {
      operation: work.operationId,
      position: work.position,
      ...describeError(error),
    });
    return noteResult(ctx, work, { ok: false, outcome: "error" });
  }
}

/**
 * The next waiting row; none when there is none, when the work is not ours any more, or when the session that works has
 * ended: signing out stops what it began (R-423, SEC-44). Not locked: the act locks structures first, as an erasure does
 * before it comes to these rows (SEC-65).
 */
async function claimNext(ctx: Context, { sessionId }: Actor, { operationId, until, after }: Work) {
  const { rows } = await ctx.db.execute<{ position: number; target: unknown }>(sql`
    select row.position, row.target
    from operation_rows row join operations operation on operation.id = row.operation_id
    where row.operation_id = ${operationId} and row.position > ${after} and row.status = 'waiting'
      and operation.cancelled_at is null and operation.leased_until = ${until}::timestamptz
      and exists (select from sessions where sessions.id = ${sessionId} and sessions.ended_at is null)
    order by row.position limit 1`);
  return rows[0];
}

/**
 * Writes what became of a row that waits, and keeps the lease while it is ours: the progress is seen at once. Of two
 * processes that treated the same row, the second one throws, and with it falls what it did.
 */
async function noteResult(
  ctx: Context,
  { operationId, until, position }: Work & Row,
  { ok, outcome }: RowOutcome,
): Promise<string | null> {
  const next = leaseEnd(ctx);
  const { rows } = await ctx.db.execute<{ noted: boolean; kept: boolean }>(sql`
    with noted as (
      update operation_rows set status = ${ok ? "done" : "failed"}, outcome = ${outcome}
      where operation_id = ${operationId} and position = ${position} and status = 'waiting'
      returning position
    ), kept as (
      update operations set leased_until = ${next}::timestamptz
      where id = ${operationId} and cancelled_at is null and leased_until = ${until}::timestamptz
      returning id
    )
    select exists (select from noted) as noted, exists (select from kept) as kept`);
  if (!rows[0]?.noted) throw treatedElsewhere;
  return rows[0].kept ? next : null;
}

const treatedElsewhere = new Error("another process has treated this row");

async function finish(ctx: Context, { operationId, until }: Lease): Promise<CarryOutOutcome> {
  const { rows } = await ctx.db.execute(sql`
    update operations set finished_at = ${ctx.now().toISOString()}::timestamptz, leased_until = null
    where id = ${operationId} and cancelled_at is null and finished_at is null
      and leased_until = ${until}::timestamptz
      and not exists (
        select from operation_rows row where row.operation_id = operations.id and row.status = 'waiting'
      )
    returning id`);
  return { kind: rows.length > 0 ? "finished" : "interrupted" };
}
