import { approveSubscription } from "@/lib/attachment/approve-subscription";
import type { DecideSubscriptionOutcome } from "@/lib/attachment/decide-subscription";
import { refuseSubscription } from "@/lib/attachment/refuse-subscription";
import { type Context, inTransaction } from "@/lib/platform/context";
import { holdQueuedRequest } from "./hold-queued-request";
import { noteSupportAct, type SupportAct } from "./support-act";

export interface QueuedSubscriptionDecision {
  subscriptionId: string;
  decision: "approve" | "refuse";
}

/** `not-permitted`: no administrator any more, or a manager has come who decides now (R-857, SEC-67). */
export type DecideQueuedSubscriptionOutcome = {
  kind: "approved" | "refused" | Exclude<DecideSubscriptionOutcome["kind"], "decided">;
};

/** Support answers a request for a workspace of a structure that nobody manages; a refusal's reason is told. */
export async function decideQueuedSubscription(
  ctx: Context,
  act: SupportAct,
  { subscriptionId, decision }: QueuedSubscriptionDecision,
): Promise<DecideQueuedSubscriptionOutcome> {
  return inTransaction(ctx, async (tx) => {
    const held = await holdQueuedRequest(tx, act, { subscriptionId });
    if (held.kind !== "held") return held;
    const outcome =
      decision === "approve"
        ? await approveSubscription(tx, held.permit, { subscriptionId })
        : await refuseSubscription(tx, held.permit, { subscriptionId, reason: act.reason });
    if (outcome.kind === "approved" || outcome.kind === "refused") {
      await noteSupportAct(tx, act, { name: `${decision}-subscription`, targetId: subscriptionId });
    }
    return outcome;
  });
}
