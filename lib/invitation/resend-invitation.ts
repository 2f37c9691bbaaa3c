import { and, eq, sql } from "drizzle-orm";
import { invitations } from "@/drizzle/schema/attachment";
import { rolesToGive } from "@/lib/attachment/member";
import { noteAct } from "@/lib/attachment/note-act";
import type { Language } from "@/lib/i18n/language";
import { DAILY_MAILS_OF_ONE_KIND, mayStillWriteTo } from "@/lib/outbox/may-still-write-to";
import { inDays, toTheSecond } from "@/lib/platform/calendar";
import { type Context, inTransaction } from "@/lib/platform/context";
import { holdAddress } from "@/lib/platform/hold-address";
import { holdPermit } from "@/lib/structure/hold-permit";
import type { Permit } from "@/lib/structure/permit";
import type { Role } from "@/lib/structure/rights";
import { INVITATION_LIFETIME_DAYS, type InvitationStatus, type InvitedRole, mayInvite } from "./invitation";

/** How often one invitation may be sent again in a day, as the activation mail. */
const RESENT_A_DAY = 3;

export type ResendInvitationOutcome =
  | { kind: "resent" }
  | { kind: "already-answered" }
  | { kind: "not-found" }
  | { kind: "not-permitted" }
  | { kind: "structure-inactive" }
  | { kind: "too-many-invitations" };

/**
 * Sends N-18 once more, and the invitation stands for another 30 days, even one that had run out. Where the
 * inviter has left, whoever sends it again invites in his place. Since it stands for longer, only who may give its role
 * today sends it: one to become a manager, the primary manager alone, and nobody where C-17 is off (SEC-64, SEC-71).
 */
export async function resendInvitation(
  ctx: Context,
  permit: Permit<"manage-members">,
  { invitationId }: { invitationId: string },
): Promise<ResendInvitationOutcome> {
  const { structureId, holder } = permit;
  return inTransaction(ctx, async (tx) => {
    const ofThisStructure = and(eq(invitations.id, invitationId), eq(invitations.structureId, structureId));
    const [addressed] = await tx.db.select({ email: invitations.email }).from(invitations).where(ofThisStructure);
    // Before the structure, in the order of an activation: each would else wait for what the other holds (SEC-65).
    if (addressed) await holdAddress(tx, addressed.email);
    const held = await holdPermit(tx, permit);
    if (!held) return { kind: "not-permitted" };
    const sent = await findSent(tx, { structureId, invitationId });
    if (!sent) return { kind: "not-found" };
    if (sent.status !== "pending") return { kind: "already-answered" };
    if (held.status !== "active") return { kind: "structure-inactive" };
    const roles = rolesToGive(held.capacity, ctx.env.SECONDARY_MANAGERS === "on");
    if (!roles.includes(sent.role)) return { kind: "not-permitted" };

    const resent = `invitation-resent:${invitationId}:`;
    const limited = { recipient: sent.email, kind: "invited-to-structure" } as const;
    const mayResend = await mayStillWriteTo(tx, { ...limited, limit: RESENT_A_DAY, eventsBeginning: resent });
    const mayWrite = await mayStillWriteTo(tx, { ...limited, limit: DAILY_MAILS_OF_ONE_KIND });
    if (!mayResend || !mayWrite) return { kind: "too-many-invitations" };

    const now = tx.now();
    const expiresAt = inDays(toTheSecond(now), INVITATION_LIFETIME_DAYS);
    await tx.db
      .update(invitations)
      .set({
        sentAt: now,
        expiresAt,
        resent: sql`${invitations.resent} + 1`,
        ...(mayInvite(sent.inviterRole, sent.role) ? {} : { invitedBy: holder.accountId }),
      })
      .where(ofThisStructure);
    await noteAct(tx, {
      audit: [{ kind: "invitation-resent", actorId: holder.accountId, targetId: invitationId, facts: { structureId } }],
      mails: [
        {
          message: { kind: "invited-to-structure", invitationId },
          recipient: sent.email,
          language: sent.language ?? holder.language,
          event: resent + tx.id(),
        },
      ],
    });
    return { kind: "resent" };
  });
}

interface Sent {
  email: string;
  status: InvitationStatus;
  role: InvitedRole;
  /** Null: he cannot act for the structure any more. */
  inviterRole: Role | null;
  language: Language | null;
}

async function findSent(
  tx: Context,
  { structureId, invitationId }: { structureId: string; invitationId: string },
): Promise<Sent | undefined> {
  const { rows } = await tx.db.execute<{ [Key in keyof Sent]: Sent[Key] }>(sql`
    select invitation.email, invitation.status, invitation.role, inviting.role as "inviterRole",
      (select language from accounts where email = invitation.email) as language
    from invitations invitation
    left join accounts inviter on inviter.id = invitation.invited_by and inviter.status = 'active'
    left join attachments inviting on inviting.account_id = inviter.id
      and inviting.structure_id = invitation.structure_id and inviting.status = 'approved'
    where invitation.id = ${invitationId} and invitation.structure_id = ${structureId}
    for update of invitation`);
  return rows[0];
}
