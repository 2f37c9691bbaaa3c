"use server";

import { notFound, redirect } from "next/navigation";
import { approveQueuedRequest } from "@/lib/administration/approve-queued-request";
import { queuedRequestInput } from "@/lib/administration/queue-inputs";
import { refuseQueuedRequest } from "@/lib/administration/refuse-queued-request";
import { live } from "@/lib/platform/live";
import { adminAction } from "@/lib/web/admin-action";
import { deliverAfterAnswer } from "@/lib/web/deliver-after-answer";
import { routes } from "@/lib/web/routes";

/** "Valider comme utilisateur simple". What hinders it now is said by the page itself, which reads the request again. */
export const approveRequest = adminAction(queuedRequestInput, async (act, { attachmentId }, submission) => {
  const path = routes.adminRequest(attachmentId);
  const outcome = await approveQueuedRequest(await live(), act, { attachmentId });
  switch (outcome.kind) {
    case "approved":
      deliverAfterAnswer();
      return redirect(`${path}?fait=valide`);
    case "not-permitted":
    case "own-request":
      return submission.refuseAll("M-57");
    case "already-decided":
    case "structure-inactive":
    case "no-department":
    case "requester-inactive":
      return redirect(path);
    case "not-found":
      return notFound();
  }
});

/** "Refuser", and why: the requester reads it. */
export const refuseRequest = adminAction(queuedRequestInput, async (act, { attachmentId }, submission) => {
  const path = routes.adminRequest(attachmentId);
  const outcome = await refuseQueuedRequest(await live(), act, { attachmentId });
  switch (outcome.kind) {
    case "refused":
      deliverAfterAnswer();
      return redirect(`${path}?fait=refuse`);
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
