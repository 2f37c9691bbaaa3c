import { type RefuseAttachmentOutcome, refuseAttachment } from "@/lib/attachment/refuse-attachment";
import { type Context, inTransaction } from "@/lib/platform/context";
import { holdQueuedRequest } from "./hold-queued-request";
import { noteSupportAct, type SupportAct } from "./support-act";

/** Support says no to a request for a structure that nobody manages, and why: the person reads it. */
export async function refuseQueuedRequest(
  ctx: Context,
  act: SupportAct,
  { attachmentId }: { attachmentId: string },
): Promise<RefuseAttachmentOutcome> {
  return inTransaction(ctx, async (tx) => {
    const held = await holdQueuedRequest(tx, act, { attachmentId });
    if (held.kind !== "held") return held;
    const outcome = await refuseAttachment(tx, held.permit, { attachmentId, reason: act.reason });
    if (outcome.kind === "refused") {
      await noteSupportAct(tx, act, { name: "refuse-attachment", targetId: attachmentId });
    }
    return outcome;
  });
}
