import { setImmediate as othersTurn } from "node:timers/promises";
import { sql } from "drizzle-orm";
import type { Actor } from "@/lib/attachment/actor";
import { type Context, inTransaction } from "@/lib/platform/context";
import { describeError, log } from "@/lib/platform/log";
import { LEASE_SECONDS, type RowAct, type RowOutcome } from "./operation";
import { operationKindOf } from "./operation-kinds";

/** `busy`: another process is at it, or nothing is left to do; `interrupted`: cancelled, or taken over by another one. */
export type CarryOutOutcome = { kind: "finished" } | { kind: "interrupted" } | { kind: "busy" };

/**
 * Treats the waiting rows of one's own operation, each alone: its change and its result commit together, so a
 * row is never treated twice, whoever dies or comes second. What is done stays done when it is cancelled (R-1404).
 */
export async function carryOutOperation(ctx: Context, actor: Actor, operationId: string): Promise<CarryOutOutcome> {
  const lease = await takeLease(ctx, actor, operationId);
  if (!lease) return { kind: "busy" };
  const act = operationKindOf(lease.kind) ?? unknownAct;
  let { until } = lease;
  // Positions only grow: looking at what is done again would cost more with each row.
  for (let after = 0; ; ) {
    const step = await treatNext(ctx, actor, { ...lease, until, after, operationId, act });
    if (step.kind === "none-left") return finish(ctx, { operationId, until });
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

interface Lease {
  kind: string;
  request: unknown;
  /** The moment it runs out, which also tells whose it is. */
  until: string;
}

interface Work extends Lease {
  operationId: string;
  /** The last row that was treated. */
  after: number;
  act: RowAct;
}

async function takeLease(ctx: Context, actor: Actor, operationId: string): Promise<Lease | undefined> {
  const until = leaseEnd(ctx);
  const { rows } = await ctx.db.execute<{ kind: string; request: unknown }>(sql`
    update operations set leased_until = ${until}::timestamptz
    where id = ${operationId} and account_id = ${actor.accountId} and finished_at is null and cancelled_at is null
      and (leased_until is null or leased_until <= ${ctx.now().toISOString()}::timestamptz)
    returning kind, request`);
  return rows[0] && { ...rows[0], until };
}

function leaseEnd(ctx: Context): string {
  return new Date(ctx.now().getTime() + LEASE_SECONDS * 1000).toISOString();
}

/** `until`: the lease as it now stands; null when it is no longer ours. */
type Step = { kind: "none-left" } | { kind: "treated"; position: number; until: string | null };

async function treatNext(ctx: Context, actor: Actor, work: Work): Promise<Step> {
  // What is known of the row before it failed: a broken one is noted outside of what it broke.
  let position: number | undefined;
  try {
    return await inTransaction(ctx, async (tx): Promise<Step> => {
      const row = await claimNext(tx, work);
      if (!row) return { kind: "none-left" };
      position = row.position;
      const outcome = await work.act.perform(tx, actor, { request: work.request, target: row.target });
      return { kind: "treated", position, until: await noteResult(tx, work, { position, ...outcome }) };
    });
  } catch (error) {
    // Without a row it is the database that is gone: the rows wait for whoever takes over.
    if (position === undefined) throw error;
    log("error", "operation-row-failed", { operation: work.operationId, position, ...describeError(error) });
    const until = await noteResult(ctx, work, { position, ok: false, outcome: "error" });
    return { kind: "treated", position, until };
  }
}

/** The next waiting row, locked until its result is written; none when there is none, or the work is not ours any more. */
async function claimNext(tx: Context, { operationId, until, after }: Work) {
  const { rows } = await tx.db.execute<{ position: number; target: unknown }>(sql`
    select row.position, row.target
    from operation_rows row join operations operation on operation.id = row.operation_id
    where row.operation_id = ${operationId} and row.position > ${after} and row.status = 'waiting'
      and operation.cancelled_at is null and operation.leased_until = ${until}::timestamptz
    order by row.position limit 1
    for update of row`);
  return rows[0];
}

/** Writes what became of a row, and keeps the lease while it is ours: the progress is seen at once. */
async function noteResult(
  ctx: Context,
  { operationId, until }: Work,
  { position, ok, outcome }: RowOutcome & { position: number },
): Promise<string | null> {
  const next = leaseEnd(ctx);
  const { rows } = await ctx.db.execute(sql`
    with noted as (
      update operation_rows set status = ${ok ? "done" : "failed"}, outcome = ${outcome}
      where operation_id = ${operationId} and position = ${position} and status = 'waiting'
    )
    update operations set leased_until = ${next}::timestamptz
    where id = ${operationId} and cancelled_at is null and leased_until = ${until}::timestamptz
    returning id`);
  return rows.length > 0 ? next : null;
}

async function finish(
  ctx: Context,
  { operationId, until }: { operationId: string; until: string },
): Promise<CarryOutOutcome> {
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
