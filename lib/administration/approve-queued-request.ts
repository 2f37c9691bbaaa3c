import { type ApproveAttachmentOutcome, approveAttachment } from "@/lib/attachment/approve-attachment";
import { findPermitOver } from "@/lib/attachment/find-permit-over";
import { type Context, inTransaction } from "@/lib/platform/context";
import { holdSupport, noteSupportAct, type SupportAct } from "./support-act";

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
    if (!(await holdSupport(tx, act))) return { kind: "not-permitted" };
    const permit = await findPermitOver(tx, act.administrator, {
      of: { attachmentId },
      right: "decide-requests",
      asSupport: true,
    });
    if (permit?.capacity !== "administrator") return { kind: "not-found" };
    const asked = { role: "member", departmentIds: "asked", workspaces: "default" } as const;
    const outcome = await approveAttachment(tx, permit, { attachmentId, ...asked });
    if (outcome.kind === "approved") {
      await noteSupportAct(tx, act, { name: "approve-attachment", targetId: attachmentId });
    }
    return outcome;
  });
}
