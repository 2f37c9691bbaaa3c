import { and, eq } from "drizzle-orm";
import { subscriptions } from "@/drizzle/schema/attachment";
import { type Context, inTransaction } from "@/lib/platform/context";
import type { Actor } from "./actor";
import { holdOwnStructure } from "./hold-own-structure";
import { noteAct } from "./note-act";

/** `not-active`: it waits still, or has ended already. */
export type EndSubscriptionOutcome = { kind: "ended" } | { kind: "not-active" | "not-found" };

/** A person gives up a workspace of his own: that needs nobody's leave. */
export async function endSubscription(
  ctx: Context,
  actor: Actor,
  { subscriptionId }: { subscriptionId: string },
): Promise<EndSubscriptionOutcome> {
  return inTransaction(ctx, async (tx) => {
    const { accountId } = actor;
    // A manager's change reads what is used and writes it later: it has done both, or neither (SEC-67).
    const structureId = await holdOwnStructure(tx, actor, { subscriptionId });
    if (structureId === null) return { kind: "not-found" };
    const [ended] = await tx.db
      .update(subscriptions)
      .set({ status: "ended", endedAt: tx.now() })
      .where(and(eq(subscriptions.id, subscriptionId), eq(subscriptions.status, "active")))
      .returning({ departmentId: subscriptions.departmentId, workspace: subscriptions.workspace });
    if (!ended) return { kind: "not-active" };

    const { departmentId, workspace } = ended;
    const about = { actorId: accountId, targetId: subscriptionId };
    await noteAct(tx, {
      audit: [{ ...about, kind: "subscription-ended", facts: { structureId, workspace, cause: "given-up" } }],
      history: [{ ...about, structureId, workspace, kind: "subscription-ended", subjectId: accountId }],
      feed: [{ accountId, structureId, departmentId, workspace, kind: "subscription-ended" }],
    });
    return { kind: "ended" };
  });
}
