import { and, eq, notInArray, sql } from "drizzle-orm";
import { attachmentDepartments, attachments, invitations, subscriptions } from "@/drizzle/schema/attachment";
import type { Actor } from "@/lib/attachment/actor";
import { noteAct } from "@/lib/attachment/note-act";
import { type Context, inTransaction } from "@/lib/platform/context";
import { inOneTrip } from "@/lib/platform/in-one-trip";
import { type HeldInvitation, holdInvitation } from "./hold-invitation";
import { type InvitedPermissions, type Standing, standingOf } from "./invitation";

/** `withdrawn`: taken back, or its inviter may not invite any more. `no-department`: the offered ones have all closed. */
export type AcceptInvitationOutcome =
  | { kind: "accepted"; structureId: string }
  | { kind: "not-found" }
  | { kind: Exclude<Standing, "open"> };

/**
 * The owner of the invited address accepts: attached at once with what was offered and is still there, and nothing
 * else (R-909, SEC-69). A request of his own for the same structure becomes that attachment.
 */
export async function acceptInvitation(
  ctx: Context,
  actor: Actor,
  { invitationId }: { invitationId: string },
): Promise<AcceptInvitationOutcome> {
  return inTransaction(ctx, async (tx) => {
    const invitation = await holdInvitation(tx, actor, { invitationId });
    if (!invitation) return { kind: "not-found" };
    const standing = standingOf(invitation, tx.now());
    if (standing !== "open") return { kind: standing };
    // The role was switched off since it was offered (C-17, SEC-71).
    if (invitation.role !== "member" && ctx.env.SECONDARY_MANAGERS === "off") return { kind: "withdrawn" };

    const { permissions, openWorkspaces, pendingRequestId } = invitation;
    const grants = permissions.workspaces.filter(({ workspace }) => openWorkspaces.includes(workspace));
    const accepted = { ...invitation, invitationId, grants, attachmentId: pendingRequestId ?? tx.id() };
    await write(tx, actor, accepted);
    await tell(tx, actor, accepted);
    return { kind: "accepted", structureId: invitation.structureId };
  });
}

interface Accepted extends HeldInvitation {
  invitationId: string;
  attachmentId: string;
  /** What was offered and is still open on the structure. */
  grants: InvitedPermissions["workspaces"];
}

async function write(tx: Context, { accountId }: Actor, accepted: Accepted): Promise<void> {
  const { invitationId, attachmentId, structureId, role, inviterId } = accepted;
  const now = tx.now();
  const decided = { role, status: "approved" as const, decidedAt: now, decidedBy: inviterId };
  const attachment = accepted.pendingRequestId
    ? tx.db.update(attachments).set(decided).where(eq(attachments.id, attachmentId))
    : tx.db.insert(attachments).values({ id: attachmentId, accountId, structureId, requestedAt: now, ...decided });
  const departments = accepted.openDepartmentIds.map((departmentId) => ({
    attachmentId,
    departmentId,
    status: "approved" as const,
    requestedAt: now,
    decidedAt: now,
  }));
  const opened = accepted.grants.map((grant) => ({
    id: tx.id(),
    accountId,
    structureId,
    ...grant,
    status: "active" as const,
    requestedAt: now,
    decidedAt: now,
    decidedBy: inviterId,
  }));
  await inOneTrip(tx, [
    attachment,
    // What the request asked for beyond the offer is not given.
    tx.db
      .update(attachmentDepartments)
      .set({ status: "refused", decidedAt: now })
      .where(
        and(
          eq(attachmentDepartments.attachmentId, attachmentId),
          eq(attachmentDepartments.status, "pending"),
          notInArray(attachmentDepartments.departmentId, accepted.openDepartmentIds),
        ),
      ),
    ...(departments.length > 0
      ? [
          tx.db
            .insert(attachmentDepartments)
            .values(departments)
            .onConflictDoUpdate({
              target: [attachmentDepartments.attachmentId, attachmentDepartments.departmentId],
              set: { status: sql`excluded.status`, decidedAt: sql`excluded.decided_at` },
            }),
        ]
      : []),
    ...(opened.length > 0 ? [tx.db.insert(subscriptions).values(opened).onConflictDoNothing()] : []),
    tx.db
      .update(invitations)
      .set({ status: "accepted", answeredAt: now, answeredBy: accountId })
      .where(eq(invitations.id, invitationId)),
  ]);
}

/** He is told like anybody whose request was approved (N-15), by his inviter; the managers now learn who he is. */
async function tell(tx: Context, { accountId }: Actor, accepted: Accepted): Promise<void> {
  const { invitationId, attachmentId, structureId, role, inviterId, invited, managerIds } = accepted;
  const approved = {
    structureId,
    role,
    approvedDepartments: accepted.openDepartmentIds,
    workspaces: accepted.grants.map(({ workspace }) => workspace),
  };
  await noteAct(tx, {
    audit: [
      {
        kind: "invitation-answered",
        actorId: accountId,
        targetId: invitationId,
        facts: { structureId, answer: "accepted" },
      },
      { kind: "attachment-approved", actorId: inviterId, targetId: attachmentId, facts: approved },
    ],
    history: [
      {
        structureId,
        kind: "invitation-accepted",
        actorId: accountId,
        subjectId: accountId,
        targetId: invitationId,
      },
      {
        structureId,
        kind: "attachment-approved",
        actorId: inviterId,
        subjectId: accountId,
        targetId: attachmentId,
      },
    ],
    feed: [
      { accountId, structureId, kind: "attachment-approved" },
      ...managerIds.map((id) => ({
        accountId: id,
        structureId,
        kind: "invitation-accepted-by" as const,
        personId: accountId,
        personName: invited.fullName,
      })),
    ],
    mails: [
      {
        message: { kind: "attachment-decided", attachmentId, decision: "approved", deciderId: inviterId },
        recipient: invited.contactEmail,
        language: invited.language,
        event: `attachment-decided:${attachmentId}:approved`,
      },
    ],
  });
}
