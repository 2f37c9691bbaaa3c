import { redirect } from "next/navigation";
import { after } from "next/server";
import type { Actor } from "@/lib/attachment/actor";
import { deliverDue } from "@/lib/notification/deliver-due";
import { carryOutOperation } from "@/lib/operation/carry-out-operation";
import { type NewOperation, startOperation } from "@/lib/operation/start-operation";
import { type Lease, takeLease } from "@/lib/operation/take-lease";
import { live } from "@/lib/platform/live";
import { describeError, log } from "@/lib/platform/log";
import { deliverAfterAnswer } from "./deliver-after-answer";
import { routes } from "./routes";

/** So few rows are done before one could look at a progress bar. */
const AT_ONCE = 20;

/**
 * Starts an act on many rows and goes to its page; a long one goes on after the answer (R-907, R-1404). Whoever has too
 * many under way is led to the newest of them, which says that this one was not begun.
 */
export async function beginOperation(actor: Actor, operation: NewOperation): Promise<never> {
  const ctx = await live();
  const { kind, operationId } = await startOperation(ctx, actor, operation);
  if (kind === "too-many") redirect(`${routes.operation(operationId)}?refus=trop`);
  return goToStarted(actor, { operationId, total: operation.rows.length });
}

/** Carries out what was just started, and goes to its page; a long one goes on after the answer (R-907, R-1404). */
export async function goToStarted(
  actor: Actor,
  { operationId, total }: { operationId: string; total: number },
): Promise<never> {
  if (total <= AT_ONCE) {
    await carryOutOrLeave(actor, operationId);
    deliverAfterAnswer();
  } else {
    carryOutAfterAnswer(actor, operationId);
  }
  redirect(routes.operation(operationId));
}

/** Goes on with an operation once the answer has left, then sends its mails; whoever is at it already is let alone. */
export function carryOutAfterAnswer(actor: Actor, of: string | Lease): void {
  after(async () => {
    await carryOutOrLeave(actor, of);
    try {
      await deliverDue(await live());
    } catch (error) {
      log("error", "delivery-failed", describeError(error));
    }
  });
}

/** Takes one's interrupted operation up again; taken before the answer, so that the page shows it under way (R-1404). */
export async function resumeOperation(actor: Actor, operationId: string): Promise<void> {
  const lease = await takeLease(await live(), actor, operationId);
  if (lease) carryOutAfterAnswer(actor, lease);
}

async function carryOutOrLeave(actor: Actor, of: string | Lease): Promise<void> {
  try {
    await carryOutOperation(await live(), actor, of);
  } catch (error) {
    // The rows wait: the next visit of the operation's page takes them up again.
    log("error", "operation-left", {
      operation: typeof of === "string" ? of : of.operationId,
      ...describeError(error),
    });
  }
}
