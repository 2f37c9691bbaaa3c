import { and, eq } from "drizzle-orm";
import { subscriptions } from "@/drizzle/schema/attachment";
import { type Context, inTransaction } from "@/lib/platform/context";
import type { Actor } from "./actor";
import { holdOwnStructure } from "./hold-own-structure";
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
    // A manager's change reads what waits and writes it later: it has done both, or neither (SEC-67).
    const structureId = await holdOwnStructure(tx, actor, { subscriptionId });
    if (structureId === null) return { kind: "not-found" };
    const [cancelled] = await tx.db
      .update(subscriptions)
      .set({ status: "cancelled", endedAt: tx.now() })
      .where(and(eq(subscriptions.id, subscriptionId), eq(subscriptions.status, "pending")))
      .returning({ workspace: subscriptions.workspace });
    if (!cancelled) return { kind: "already-decided" };

    const { workspace } = cancelled;
    const about = { actorId: actor.accountId, targetId: subscriptionId };
    await noteAct(tx, {
      audit: [{ ...about, kind: "subscription-cancelled", facts: { structureId, workspace } }],
      history: [{ ...about, structureId, workspace, kind: "subscription-cancelled", subjectId: actor.accountId }],
    });
    return { kind: "cancelled" };
  });
}
