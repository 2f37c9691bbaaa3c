import { z } from "zod";
import { findPermitOver } from "@/lib/attachment/find-permit-over";
import { refuseAttachment } from "@/lib/attachment/refuse-attachment";
import { rowAct } from "../operation";

/** Refuses each request for attachment, all for the same reason. */
export const refuseAttachments = rowAct({
  request: z.object({ reason: z.string().min(1) }),
  target: z.object({ attachmentId: z.uuid() }),
  async perform(ctx, actor, { request: { reason }, target: { attachmentId } }) {
    const permit = await findPermitOver(ctx, actor, { of: { attachmentId }, right: "decide-requests" });
    if (!permit) return { ok: false, outcome: "not-found" };
    const { kind } = await refuseAttachment(ctx, permit, { attachmentId, reason });
    return { ok: kind === "refused", outcome: kind };
  },
});
