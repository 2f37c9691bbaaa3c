import { z } from "zod";
import { duplicatePermissions } from "@/lib/attachment/duplicate-permissions";
import { findPermitOver } from "@/lib/attachment/find-permit-over";
import { rowAct } from "../operation";

/** Gives each person the departments and workspaces of one colleague. */
export const duplicateToMembers = rowAct({
  request: z.object({ fromAttachmentId: z.uuid() }),
  target: z.object({ attachmentId: z.uuid() }),
  async perform(ctx, actor, { request: { fromAttachmentId }, target: { attachmentId } }) {
    const permit = await findPermitOver(ctx, actor, { of: { attachmentId }, right: "manage-members" });
    if (!permit) return { ok: false, outcome: "not-found" };
    const { kind } = await duplicatePermissions(ctx, permit, { fromAttachmentId, toAttachmentId: attachmentId });
    return { ok: kind === "done", outcome: kind === "done" ? "duplicated" : kind };
  },
});
