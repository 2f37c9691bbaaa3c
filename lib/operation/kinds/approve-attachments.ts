import { z } from "zod";
import { approveAttachment } from "@/lib/attachment/approve-attachment";
import { findPermitOver } from "@/lib/attachment/find-permit-over";
import { rowAct } from "../operation";

/** Validates each request for attachment: a simple user, the asked departments, the usual workspaces. */
export const approveAttachments = rowAct({
  request: z.object({}),
  target: z.object({ attachmentId: z.uuid() }),
  async perform(ctx, actor, { target: { attachmentId } }) {
    const permit = await findPermitOver(ctx, actor, { of: { attachmentId }, right: "decide-requests" });
    if (!permit) return { ok: false, outcome: "not-found" };
    const { kind } = await approveAttachment(ctx, permit, {
      attachmentId,
      role: "member",
      departmentIds: "asked",
      workspaces: "default",
    });
    return { ok: kind === "approved", outcome: kind };
  },
});
