import { z } from "zod";
import { emailField } from "@/lib/account/email";
import { tickedIds } from "@/lib/platform/ticked-ids";
import { type WorkspaceCode, workspaces } from "@/lib/workspace/workspace";
import { type InvitedPermissions, invitedRoles } from "./invitation";

/** What the mode of one workspace can be in the form. */
const modes = ["none", "read", "write"] as const;

/** The field that says the mode of a workspace: `mode-FACTURES_EMISES`. */
export function modeField(code: WorkspaceCode): string {
  return `mode-${code}`;
}

const modeFields: Record<string, z.ZodType<(typeof modes)[number]>> = Object.fromEntries(
  workspaces.map(({ code }) => [modeField(code), z.enum(modes).default("none")]),
);

/** "Rattacher un utilisateur". */
export const invitationInput = z
  .strictObject({
    structureId: z.uuid(),
    email: emailField,
    role: z.enum(invitedRoles, "M-01"),
    departmentIds: tickedIds(500),
    ...modeFields,
  })
  .transform(({ structureId, email, role, departmentIds, ...chosen }) => ({
    structureId,
    invitation: { email, role, departmentIds, workspaces: grantsOf(chosen) },
  }));

/** A question about one invitation of a structure, answered with yes. */
export const sentInvitationInput = z.strictObject({ structureId: z.uuid(), invitationId: z.uuid() });

/** An answer to an invitation. */
export const ownInvitationInput = z.strictObject({ invitationId: z.uuid() });

/** "Envoyer les invitations" of a file that was looked at. */
export const keptFileInput = z.strictObject({ structureId: z.uuid(), fileId: z.uuid() });

function grantsOf(chosen: Record<string, unknown>): InvitedPermissions["workspaces"] {
  return workspaces.flatMap(({ code }) => {
    const mode = chosen[modeField(code)];
    return mode === "read" || mode === "write" ? [{ workspace: code, access: mode }] : [];
  });
}
