import { z } from "zod";
import { findPermitOver } from "@/lib/attachment/find-permit-over";
import { reactivateMember } from "@/lib/attachment/reactivate-member";
import { rowAct } from "../operation";

/** Gives each suspended person his rights back. */
export const reactivateMembers = rowAct({
  request: z.object({}),
  target: z.object({ attachmentId: z.uuid() }),
  async perform(ctx, actor, { target: { attachmentId } }) {
    const permit = await findPermitOver(ctx, actor, { of: { attachmentId }, right: "manage-members" });
    if (!permit) return { ok: false, outcome: "not-found" };
    const { kind } = await reactivateMember(ctx, permit, { attachmentId });
    return { ok: kind === "done", outcome: kind === "done" ? "reactivated" : kind };
  },
});
