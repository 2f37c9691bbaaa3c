"use server";

import { refresh } from "next/cache";
import { notFound, redirect } from "next/navigation";
import { approveAttachment } from "@/lib/attachment/approve-attachment";
import { attachmentApprovalInput, attachmentRefusalInput } from "@/lib/attachment/decision-inputs";
import { refuseAttachment } from "@/lib/attachment/refuse-attachment";
import { live } from "@/lib/platform/live";
import { deliverAfterAnswer } from "@/lib/web/deliver-after-answer";
import { formAction } from "@/lib/web/form-action";
import { requirePermitOver } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";

/** "Valider". What hinders it now is said by the page itself, which reads the request again. */
export const approve = formAction(attachmentApprovalInput, async (approval, submission) => {
  const permit = await requirePermitOver({ attachmentId: approval.attachmentId }, "decide-requests");
  const path = routes.attachmentRequest(approval.attachmentId);
  const outcome = await approveAttachment(await live(), permit, approval);
  switch (outcome.kind) {
    case "approved":
      deliverAfterAnswer();
      return redirect(`${path}?fait=oui`);
    case "no-department":
      // One that has closed meanwhile is offered no more.
      refresh();
      return submission.refuse({ departmentIds: "M-01" });
    case "not-permitted":
    case "own-request":
      return submission.refuseAll("M-57");
    case "already-decided":
    case "structure-inactive":
    case "requester-inactive":
      return redirect(path);
    case "not-found":
      return notFound();
  }
});

/** "Refuser", and why. */
export const refuse = formAction(attachmentRefusalInput, async (refusal, submission) => {
  const permit = await requirePermitOver({ attachmentId: refusal.attachmentId }, "decide-requests");
  const path = routes.attachmentRequest(refusal.attachmentId);
  const outcome = await refuseAttachment(await live(), permit, refusal);
  switch (outcome.kind) {
    case "refused":
      deliverAfterAnswer();
      return redirect(`${path}?fait=oui`);
    case "not-permitted":
    case "own-request":
      return submission.refuseAll("M-57");
    case "already-decided":
    case "requester-inactive":
      return redirect(path);
    case "not-found":
      return notFound();
  }
});
