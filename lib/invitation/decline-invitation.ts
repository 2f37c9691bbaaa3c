import { eq } from "drizzle-orm";
import { invitations } from "@/drizzle/schema/attachment";
import type { Actor } from "@/lib/attachment/actor";
import { noteAct } from "@/lib/attachment/note-act";
import { type Context, inTransaction } from "@/lib/platform/context";
import { holdInvitation } from "./hold-invitation";

export type DeclineInvitationOutcome = { kind: "declined" } | { kind: "not-found" } | { kind: "already-answered" };

/**
 * The owner of the invited address says no. The managers learn that the invitation was declined, and still not whose
 * address it is: no name goes into their feed or history.
 */
export async function declineInvitation(
  ctx: Context,
  actor: Actor,
  { invitationId }: { invitationId: string },
): Promise<DeclineInvitationOutcome> {
  const { accountId } = actor;
  return inTransaction(ctx, async (tx) => {
    const invitation = await holdInvitation(tx, actor, { invitationId });
    if (!invitation) return { kind: "not-found" };
    const { status, structureId, managerIds } = invitation;
    if (status !== "pending") return { kind: "already-answered" };

    await tx.db
      .update(invitations)
      .set({ status: "declined", answeredAt: tx.now(), answeredBy: accountId })
      .where(eq(invitations.id, invitationId));
    await noteAct(tx, {
      audit: [
        {
          kind: "invitation-answered",
          actorId: accountId,
          targetId: invitationId,
          facts: { structureId, answer: "declined" },
        },
      ],
      history: [{ structureId, kind: "invitation-declined", actorId: null, targetId: invitationId }],
      feed: managerIds.map((id) => ({ accountId: id, structureId, kind: "invitation-declined-by" as const })),
    });
    return { kind: "declined" };
  });
}
