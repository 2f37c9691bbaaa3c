import { findPermitOver } from "@/lib/attachment/find-permit-over";
import { type RefuseAttachmentOutcome, refuseAttachment } from "@/lib/attachment/refuse-attachment";
import { type Context, inTransaction } from "@/lib/platform/context";
import { holdSupport, noteSupportAct, type SupportAct } from "./support-act";

/** Support says no to a request for a structure that nobody manages, and why: the person reads it. */
export async function refuseQueuedRequest(
  ctx: Context,
  act: SupportAct,
  { attachmentId }: { attachmentId: string },
): Promise<RefuseAttachmentOutcome> {
  return inTransaction(ctx, async (tx) => {
    if (!(await holdSupport(tx, act))) return { kind: "not-permitted" };
    const permit = await findPermitOver(tx, act.administrator, {
      of: { attachmentId },
      right: "decide-requests",
      asSupport: true,
    });
    if (permit?.capacity !== "administrator") return { kind: "not-found" };
    const outcome = await refuseAttachment(tx, permit, { attachmentId, reason: act.reason });
    if (outcome.kind === "refused") {
      await noteSupportAct(tx, act, { name: "refuse-attachment", targetId: attachmentId });
    }
    return outcome;
  });
}
