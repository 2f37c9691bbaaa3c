import { z } from "zod";
import { access } from "@/drizzle/schema/attachment";
import { workspaceCode } from "@/drizzle/schema/workspace";
import { emailField } from "@/lib/account/email";
import { permitFor } from "@/lib/attachment/permit-for";
import { countInvitation } from "@/lib/invitation/count-invitation";
import { type InvitedPermissions, invitedRoles } from "@/lib/invitation/invitation";
import { inviteCounted, type NewInvitation } from "@/lib/invitation/invite";
import { type NewRow, rowAct } from "../operation";

/** Invites the person of each line of a file, as one does by the form (R-909, R-1404). */
export const invitePeople = rowAct({
  request: z.object({ structureId: z.uuid() }),
  target: z.object({
    email: emailField,
    role: z.enum(invitedRoles),
    departmentIds: listOf(z.uuid()),
    workspaces: listOf(grant()),
  }),
  async before(ctx, actor, { request: { structureId } }) {
    const permit = permitFor(actor, structureId, "manage-members");
    if (!permit) return { ok: false, outcome: "not-found" };
    const counted = await countInvitation(ctx, permit);
    return counted.kind === "open" ? null : { ok: false, outcome: counted.kind };
  },
  async perform(ctx, actor, { request: { structureId }, target }) {
    const permit = permitFor(actor, structureId, "manage-members");
    if (!permit) return { ok: false, outcome: "not-found" };
    const { kind } = await inviteCounted(ctx, permit, target);
    return { ok: kind === "invited", outcome: kind };
  },
});

/** One invitation as a row of such an operation: its lists as words between commas. */
export function rowOf({ email, role, departmentIds, workspaces }: NewInvitation): NewRow {
  return {
    target: {
      email,
      role,
      departmentIds: departmentIds.join(","),
      workspaces: workspaces.map((granted) => `${granted.workspace}:${granted.access}`).join(","),
    },
    label: email,
  };
}

function listOf<Item>(item: z.ZodType<Item, string>) {
  return z
    .string()
    .transform((text) => text.split(",").filter(Boolean))
    .pipe(z.array(item));
}

function grant() {
  return z
    .string()
    .transform((text) => {
      const [workspace, mode] = text.split(":");
      return { workspace, access: mode };
    })
    .pipe(
      z.object({ workspace: z.enum(workspaceCode.enumValues), access: z.enum(access.enumValues) }),
    ) satisfies z.ZodType<InvitedPermissions["workspaces"][number], string>;
}
