import { type Context, inTransaction } from "@/lib/platform/context";
import type { Permit } from "@/lib/structure/permit";
import { type DecideSubscriptionOutcome, decideSubscription } from "./decide-subscription";

/** `workspace-closed`, `department-closed`: the structure closed it meanwhile. */
export type ApproveSubscriptionOutcome = {
  kind: "approved" | Exclude<DecideSubscriptionOutcome["kind"], "decided">;
};

/** A manager lets a person use the workspace he asked for: from his next click on. */
export async function approveSubscription(
  ctx: Context,
  permit: Permit<"decide-requests">,
  { subscriptionId }: { subscriptionId: string },
): Promise<ApproveSubscriptionOutcome> {
  const { kind } = await inTransaction(ctx, (tx) =>
    decideSubscription(tx, permit, { kind: "approved", subscriptionId }),
  );
  return { kind: kind === "decided" ? "approved" : kind };
}
