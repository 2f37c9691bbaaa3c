import { z } from "zod";
import { approveSubscription } from "@/lib/attachment/approve-subscription";
import { findPermitOver } from "@/lib/attachment/find-permit-over";
import { rowAct } from "../operation";

/** Validates each request for a workspace. */
export const approveSubscriptions = rowAct({
  request: z.object({}),
  target: z.object({ subscriptionId: z.uuid() }),
  async perform(ctx, actor, { target: { subscriptionId } }) {
    const permit = await findPermitOver(ctx, actor, { of: { subscriptionId }, right: "decide-requests" });
    if (!permit) return { ok: false, outcome: "not-found" };
    const { kind } = await approveSubscription(ctx, permit, { subscriptionId });
    return { ok: kind === "approved", outcome: kind };
  },
});
