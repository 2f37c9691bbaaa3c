import { redirect } from "next/navigation";
import { after } from "next/server";
import type { Actor } from "@/lib/attachment/actor";
import { deliverDue } from "@/lib/notification/deliver-due";
import { carryOutOperation } from "@/lib/operation/carry-out-operation";
import { type NewOperation, startOperation } from "@/lib/operation/start-operation";
import { live } from "@/lib/platform/live";
import { describeError, log } from "@/lib/platform/log";
import { deliverAfterAnswer } from "./deliver-after-answer";
import { routes } from "./routes";

/** So few rows are done before one could look at a progress bar. */
const AT_ONCE = 20;

/** Starts an act on many rows and goes to its page; a long one goes on after the answer (R-907, R-1404). */
export async function beginOperation(actor: Actor, operation: NewOperation): Promise<never> {
  const ctx = await live();
  const { operationId } = await startOperation(ctx, actor, operation);
  if (operation.rows.length <= AT_ONCE) {
    await carryOutOrLeave(actor, operationId);
    deliverAfterAnswer();
  } else {
    carryOutAfterAnswer(actor, operationId);
  }
  redirect(routes.operation(operationId));
}

/** Goes on with an operation once the answer has left, then sends its mails; whoever is at it already is let alone. */
export function carryOutAfterAnswer(actor: Actor, operationId: string): void {
  after(async () => {
    await carryOutOrLeave(actor, operationId);
    try {
      await deliverDue(await live());
    } catch (error) {
      log("error", "delivery-failed", describeError(error));
    }
  });
}

async function carryOutOrLeave(actor: Actor, operationId: string): Promise<void> {
  try {
    await carryOutOperation(await live(), actor, operationId);
  } catch (error) {
    // The rows wait: the next visit of the operation's page takes them up again.
    log("error", "operation-left", { operation: operationId, ...describeError(error) });
  }
}
