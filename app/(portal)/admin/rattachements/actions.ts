"use server";

import { notFound, redirect } from "next/navigation";
import {
  type DecideQueuedSubscriptionOutcome,
  decideQueuedSubscription,
} from "@/lib/administration/decide-queued-subscription";
import { queuedSubscriptionInput } from "@/lib/administration/queue-inputs";
import { live } from "@/lib/platform/live";
import { adminAction } from "@/lib/web/admin-action";
import { deliverAfterAnswer } from "@/lib/web/deliver-after-answer";
import type { Submission } from "@/lib/web/form-action";
import type { FormState } from "@/lib/web/form-state";
import { routes } from "@/lib/web/routes";

/** "Valider" a request for a workspace that nobody manages. */
export const approveWorkspace = adminAction(queuedSubscriptionInput, async (act, { subscriptionId }, submission) =>
  answer(await decideQueuedSubscription(await live(), act, { subscriptionId, decision: "approve" }), submission),
);

/** "Refuser" it, and why: the requester reads it. */
export const refuseWorkspace = adminAction(queuedSubscriptionInput, async (act, { subscriptionId }, submission) =>
  answer(await decideQueuedSubscription(await live(), act, { subscriptionId, decision: "refuse" }), submission),
);

function answer(outcome: DecideQueuedSubscriptionOutcome, submission: Submission): FormState {
  switch (outcome.kind) {
    case "approved":
    case "refused":
      deliverAfterAnswer();
      return redirect(`${routes.adminRequests()}?fait=abonnement`);
    case "already-decided":
      return submission.refuseAll("M-54");
    case "structure-inactive":
      return submission.refuseAll("M-26");
    case "workspace-closed":
      return submission.refuseAll("M-54-workspace");
    case "department-closed":
      return submission.refuseAll("M-54-department");
    case "requester-inactive":
      return submission.refuseAll("M-54-account");
    case "not-permitted":
    case "own-request":
      return submission.refuseAll("M-57");
    case "not-found":
      return notFound();
  }
}
