import { z } from "zod";
import { detachMember } from "@/lib/attachment/detach-member";
import { findPermitOver } from "@/lib/attachment/find-permit-over";
import { rowAct } from "../operation";

/** Ends the attachment of each person. */
export const detachMembers = rowAct({
  request: z.object({}),
  target: z.object({ attachmentId: z.uuid() }),
  async perform(ctx, actor, { target: { attachmentId } }) {
    const permit = await findPermitOver(ctx, actor, { of: { attachmentId }, right: "manage-members" });
    if (!permit) return { ok: false, outcome: "not-found" };
    const { kind } = await detachMember(ctx, permit, { attachmentId });
    return { ok: kind === "done", outcome: kind === "done" ? "detached" : kind };
  },
});
