import { type Context, inTransaction } from "@/lib/platform/context";
import type { Permit } from "@/lib/structure/permit";
import { type DecideSubscriptionOutcome, decideSubscription } from "./decide-subscription";

/** `requester-inactive`: his account is deactivated, what he asked for is frozen with it. */
export type RefuseSubscriptionOutcome = {
  kind: "refused" | Exclude<DecideSubscriptionOutcome["kind"], "decided" | "workspace-closed" | "department-closed">;
};

/** A manager says no to a request for a workspace, and why. */
export async function refuseSubscription(
  ctx: Context,
  permit: Permit<"decide-requests">,
  { subscriptionId, reason }: { subscriptionId: string; reason: string },
): Promise<RefuseSubscriptionOutcome> {
  const { kind } = await inTransaction(ctx, (tx) =>
    decideSubscription(tx, permit, { kind: "refused", subscriptionId, reason }),
  );
  if (kind === "decided") return { kind: "refused" };
  // What is closed hinders no refusal: what remains of that answer is that somebody was faster.
  return { kind: kind === "workspace-closed" || kind === "department-closed" ? "already-decided" : kind };
}
