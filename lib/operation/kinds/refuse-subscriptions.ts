import { z } from "zod";
import { findPermitOver } from "@/lib/attachment/find-permit-over";
import { refuseSubscription } from "@/lib/attachment/refuse-subscription";
import { rowAct } from "../operation";

/** Refuses each request for a workspace, all for the same reason. */
export const refuseSubscriptions = rowAct({
  request: z.object({ reason: z.string().min(1) }),
  target: z.object({ subscriptionId: z.uuid() }),
  async perform(ctx, actor, { request: { reason }, target: { subscriptionId } }) {
    const permit = await findPermitOver(ctx, actor, { of: { subscriptionId }, right: "decide-requests" });
    if (!permit) return { ok: false, outcome: "not-found" };
    const { kind } = await refuseSubscription(ctx, permit, { subscriptionId, reason });
    return { ok: kind === "refused", outcome: kind };
  },
});
