import type { Context } from "@/lib/platform/context";
import type { Permit } from "@/lib/structure/permit";
import type { WorkspaceCode } from "@/lib/workspace/workspace";
import { findInvitationImport } from "./find-invitation-import";
import type { InvitedRole } from "./invitation";

/** What a manager can offer: the departments that are active today, and what is open on the structure. */
export interface InvitationChoices {
  departments: { id: string; code: string; name: string }[];
  workspaces: WorkspaceCode[];
  roles: InvitedRole[];
}

/** What the holder of the permit may offer to those he invites. */
export async function findInvitationChoices(
  ctx: Context,
  permit: Permit<"manage-members">,
): Promise<InvitationChoices> {
  const { text: _, ...choices } = await findInvitationImport(ctx, permit, { fileId: null });
  return choices;
}
