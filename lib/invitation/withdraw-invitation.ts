import { and, eq } from "drizzle-orm";
import { invitations } from "@/drizzle/schema/attachment";
import { noteAct } from "@/lib/attachment/note-act";
import { type Context, inTransaction } from "@/lib/platform/context";
import { holdPermit } from "@/lib/structure/hold-permit";
import type { Permit } from "@/lib/structure/permit";
import { type InvitedRole, mayInvite } from "./invitation";

export type WithdrawInvitationOutcome =
  | { kind: "withdrawn" }
  | { kind: "already-answered" }
  | { kind: "not-found" }
  | { kind: "not-permitted" };

/** A manager takes an invitation back before it is answered; one to become a manager, the primary manager alone. */
export async function withdrawInvitation(
  ctx: Context,
  permit: Permit<"manage-members">,
  { invitationId }: { invitationId: string },
): Promise<WithdrawInvitationOutcome> {
  const { structureId, holder } = permit;
  return inTransaction(ctx, async (tx) => {
    const held = await holdPermit(tx, permit);
    if (!held) return { kind: "not-permitted" };
    const ofThisStructure = and(eq(invitations.id, invitationId), eq(invitations.structureId, structureId));
    const [found] = await tx.db
      .select({ role: invitations.role, status: invitations.status })
      .from(invitations)
      .where(ofThisStructure)
      .for("update");
    if (!found) return { kind: "not-found" };
    if (found.status !== "pending") return { kind: "already-answered" };
    // The database lets nobody be invited as primary manager.
    if (!mayInvite(held.capacity, found.role as InvitedRole)) return { kind: "not-permitted" };

    const actorId = holder.accountId;
    await tx.db.update(invitations).set({ status: "withdrawn", answeredAt: tx.now() }).where(ofThisStructure);
    await noteAct(tx, {
      audit: [{ kind: "invitation-withdrawn", actorId, targetId: invitationId, facts: { structureId } }],
      history: [{ structureId, kind: "invitation-withdrawn", actorId, targetId: invitationId }],
    });
    return { kind: "withdrawn" };
  });
}
