"use server";

import { notFound, redirect } from "next/navigation";
import { approveSubscription } from "@/lib/attachment/approve-subscription";
import { subscriptionApprovalInput, subscriptionRefusalInput } from "@/lib/attachment/decision-inputs";
import { refuseSubscription } from "@/lib/attachment/refuse-subscription";
import { live } from "@/lib/platform/live";
import { deliverAfterAnswer } from "@/lib/web/deliver-after-answer";
import { formAction } from "@/lib/web/form-action";
import { requirePermitOver } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";

/** "Valider". What hinders it now is said by the page itself, which reads the request again. */
export const approve = formAction(subscriptionApprovalInput, async (approval, submission) => {
  const permit = await requirePermitOver(approval, "decide-requests");
  const path = routes.subscriptionRequest(approval.subscriptionId);
  const outcome = await approveSubscription(await live(), permit, approval);
  switch (outcome.kind) {
    case "approved":
      deliverAfterAnswer();
      return redirect(`${path}?fait=oui`);
    case "not-permitted":
    case "own-request":
      return submission.refuseAll("M-57");
    case "already-decided":
    case "structure-inactive":
    case "requester-inactive":
    case "workspace-closed":
    case "department-closed":
      return redirect(path);
    case "not-found":
      return notFound();
  }
});

/** "Refuser", and why. */
export const refuse = formAction(subscriptionRefusalInput, async (refusal, submission) => {
  const { subscriptionId } = refusal;
  const permit = await requirePermitOver({ subscriptionId }, "decide-requests");
  const path = routes.subscriptionRequest(subscriptionId);
  const outcome = await refuseSubscription(await live(), permit, refusal);
  switch (outcome.kind) {
    case "refused":
      deliverAfterAnswer();
      return redirect(`${path}?fait=oui`);
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
