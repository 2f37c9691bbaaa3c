import { and, eq } from "drizzle-orm";
import { subscriptions } from "@/drizzle/schema/attachment";
import { type Context, inTransaction } from "@/lib/platform/context";
import type { Actor } from "./actor";
import { noteAct } from "./note-act";

/** `already-decided`: somebody answered first, or it was cancelled already (M-54). */
export type CancelSubscriptionRequestOutcome = { kind: "cancelled" } | { kind: "already-decided" | "not-found" };

/** A person takes a request for a workspace back before it is decided. */
export async function cancelSubscriptionRequest(
  ctx: Context,
  actor: Actor,
  { subscriptionId }: { subscriptionId: string },
): Promise<CancelSubscriptionRequestOutcome> {
  return inTransaction(ctx, async (tx) => {
    const own = and(eq(subscriptions.id, subscriptionId), eq(subscriptions.accountId, actor.accountId));
    // A decision changes the same row under the same condition: one of the two finds nothing left to change.
    const [cancelled] = await tx.db
      .update(subscriptions)
      .set({ status: "cancelled", endedAt: tx.now() })
      .where(and(own, eq(subscriptions.status, "pending")))
      .returning({ structureId: subscriptions.structureId, workspace: subscriptions.workspace });
    if (!cancelled) return { kind: (await tx.db.$count(subscriptions, own)) > 0 ? "already-decided" : "not-found" };

    const { structureId, workspace } = cancelled;
    const about = { actorId: actor.accountId, targetId: subscriptionId };
    await noteAct(tx, {
      audit: [{ ...about, kind: "subscription-cancelled", facts: { structureId, workspace } }],
      history: [{ ...about, structureId, workspace, kind: "subscription-cancelled", subjectId: actor.accountId }],
    });
    return { kind: "cancelled" };
  });
}
