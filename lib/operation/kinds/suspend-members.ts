import { z } from "zod";
import { findPermitOver } from "@/lib/attachment/find-permit-over";
import { suspendMember } from "@/lib/attachment/suspend-member";
import { rowAct } from "../operation";

/** Suspends each person, all until the same day or until a manager says so. */
export const suspendMembers = rowAct({
  request: z.object({ reactivateOn: z.iso.date().nullable() }),
  target: z.object({ attachmentId: z.uuid() }),
  async perform(ctx, actor, { request: { reactivateOn }, target: { attachmentId } }) {
    const permit = await findPermitOver(ctx, actor, { of: { attachmentId }, right: "manage-members" });
    if (!permit) return { ok: false, outcome: "not-found" };
    const { kind } = await suspendMember(ctx, permit, { attachmentId, reactivateOn });
    return { ok: kind === "done", outcome: kind === "done" ? "suspended" : kind };
  },
});
