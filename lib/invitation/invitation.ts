import { z } from "zod";
import { access, type invitationStatus } from "@/drizzle/schema/attachment";
import type { structureStatus } from "@/drizzle/schema/structure";
import { workspaceCode } from "@/drizzle/schema/workspace";
import type { AttachmentStatus } from "@/lib/attachment/actor";
import { type Capacity, mayAs, type Role } from "@/lib/structure/rights";

export type InvitationStatus = (typeof invitationStatus.enumValues)[number];

/** What one can be invited as: the first manager of a structure is never invited. */
export const invitedRoles = ["member", "secondary-manager"] as const satisfies readonly Role[];
export type InvitedRole = (typeof invitedRoles)[number];

/** What the invited person may use from the moment he accepts: no department means the default one. */
export const permissionsSchema = z.object({
  departmentIds: z.array(z.uuid()),
  workspaces: z.array(z.object({ workspace: z.enum(workspaceCode.enumValues), access: z.enum(access.enumValues) })),
});
export type InvitedPermissions = z.output<typeof permissionsSchema>;

/**
 * How long an invitation stands, and again after each time it is sent: as long as an activation link (T-15), because
 * whoever has no account yet signs up first, and needs both.
 */
export const INVITATION_LIFETIME_DAYS = 30;

/** How long an invitation that fell is still explained to the person who had it. */
export const EXPLAINED_DAYS = 30;

/** Whether someone of that capacity may invite a person of that role, or take such an invitation back. */
export function mayInvite(capacity: Capacity | null, role: InvitedRole): boolean {
  return capacity !== null && mayAs(capacity, role === "member" ? "manage-members" : "manage-secondary-managers");
}

/** What decides whether an invitation still holds, as the database says now. */
export interface InvitationFacts {
  status: InvitationStatus;
  role: InvitedRole;
  expiresAt: Date;
  structureStatus: (typeof structureStatus.enumValues)[number];
  /** The role of the inviter in the structure at this moment; null when he cannot act for it any more. */
  inviterRole: Role | null;
  offeredDepartments: number;
  openDepartments: number;
  /** The state of the invited person's own live attachment to the structure, if any. */
  ownAttachment: AttachmentStatus | null;
}

/** What became of an invitation: `open` can be accepted, `withdrawn` also when the inviter lost the right to invite. */
export type Standing =
  | "open"
  | "already-answered"
  | "withdrawn"
  | "expired"
  | "structure-inactive"
  | "already-attached"
  | "no-department";

/**
 * Whether an invitation can be accepted at that moment, and otherwise why not: read for the page, and again to decide
 * (SEC-67).
 */
export function standingOf(facts: InvitationFacts, now: Date): Standing {
  const { status, role, expiresAt, structureStatus, inviterRole, ownAttachment } = facts;
  if (status === "accepted" || status === "declined") return "already-answered";
  if (status === "withdrawn") return "withdrawn";
  if (status === "expired" || expiresAt <= now) return "expired";
  if (structureStatus !== "active") return "structure-inactive";
  if (!mayInvite(inviterRole, role)) return "withdrawn";
  if (ownAttachment === "approved" || ownAttachment === "suspended") return "already-attached";
  if (facts.offeredDepartments > 0 && facts.openDepartments === 0) return "no-department";
  return "open";
}
