import { type ApproveAttachmentOutcome, approveAttachment } from "@/lib/attachment/approve-attachment";
import { type Context, inTransaction } from "@/lib/platform/context";
import { holdQueuedRequest } from "./hold-queued-request";
import { noteSupportAct, type SupportAct } from "./support-act";

/**
 * `not-permitted`: no administrator any more, or a manager has come who decides now (R-857, SEC-67). `no-department`: all
 * that were asked for have closed since.
 */
export type ApproveQueuedRequestOutcome = ApproveAttachmentOutcome;

/**
 * Support lets a person act for a structure that nobody manages, as a simple user with what R-706 gives. A manager
 * it makes by two only (SEC-68).
 */
export async function approveQueuedRequest(
  ctx: Context,
  act: SupportAct,
  { attachmentId }: { attachmentId: string },
): Promise<ApproveQueuedRequestOutcome> {
  return inTransaction(ctx, async (tx) => {
    const held = await holdQueuedRequest(tx, act, { attachmentId });
    if (held.kind !== "held") return held;
    const asked = { role: "member", departmentIds: "asked", workspaces: "default" } as const;
    const outcome = await approveAttachment(tx, held.permit, { attachmentId, ...asked });
    if (outcome.kind === "approved") {
      await noteSupportAct(tx, act, { name: "approve-attachment", targetId: attachmentId });
    }
    return outcome;
  });
}
