"use server";

import { notFound, redirect } from "next/navigation";
import { cancelAttachmentRequest } from "@/lib/attachment/cancel-attachment-request";
import { correctAttachmentRequest } from "@/lib/attachment/correct-attachment-request";
import { ownAttachmentInput, requestCorrectionInput } from "@/lib/attachment/inputs";
import { leaveStructure } from "@/lib/attachment/leave-structure";
import { live } from "@/lib/platform/live";
import { deliverAfterAnswer } from "@/lib/web/deliver-after-answer";
import { formAction } from "@/lib/web/form-action";
import { requireAccount } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";

export const correct = formAction(requestCorrectionInput, async (input, submission) => {
  const outcome = await correctAttachmentRequest(await live(), await requireAccount(), input);
  switch (outcome.kind) {
    case "corrected":
      return redirect(`${routes.ownAttachment(input.attachmentId)}?fait=correction`);
    case "already-decided":
      return submission.refuseAll("M-54");
    case "unknown-department":
      return submission.refuseAll("M-16-department");
    case "not-found":
      return notFound();
  }
});

export const cancel = formAction(ownAttachmentInput, async (input, submission) => {
  const outcome = await cancelAttachmentRequest(await live(), await requireAccount(), input);
  switch (outcome.kind) {
    case "cancelled":
      deliverAfterAnswer();
      return redirect(`${routes.ownAttachment(input.attachmentId)}?fait=annulation`);
    case "already-decided":
      return submission.refuseAll("M-54");
    case "not-found":
      return notFound();
  }
});

export const leave = formAction(ownAttachmentInput, async (input, submission) => {
  const outcome = await leaveStructure(await live(), await requireAccount(), input);
  switch (outcome.kind) {
    case "left":
      deliverAfterAnswer();
      return redirect(`${routes.ownAttachment(input.attachmentId)}?fait=depart`);
    case "is-primary-manager":
      return submission.refuseAll("M-52");
    case "not-found":
      return notFound();
  }
});
