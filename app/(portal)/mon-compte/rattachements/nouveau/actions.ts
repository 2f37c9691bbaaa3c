"use server";

import { redirect } from "next/navigation";
import { attachmentRequestInput, structureSearchInput } from "@/lib/attachment/inputs";
import { submitAttachmentRequest } from "@/lib/attachment/submit-attachment-request";
import { live } from "@/lib/platform/live";
import { parseIdentifier } from "@/lib/structure/identifier";
import { deliverAfterAnswer } from "@/lib/web/deliver-after-answer";
import { formAction } from "@/lib/web/form-action";
import { requireAccount } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { searchedAddress } from "./searched";

export const search = formAction(structureSearchInput, async (asked, submission) => {
  const actor = await requireAccount();
  const parsed = parseIdentifier(asked.identifierType, asked.identifier);
  if (parsed.kind === "refused") return submission.refuse({ identifier: parsed.message });
  return redirect(await searchedAddress(actor, parsed));
});

export const request = formAction(attachmentRequestInput, async (input, submission) => {
  const actor = await requireAccount();
  const outcome = await submitAttachmentRequest(await live(), actor, input);
  switch (outcome.kind) {
    case "requested":
      deliverAfterAnswer();
      return redirect(`${routes.ownAttachment(outcome.attachmentId)}?fait=demande`);
    case "already-attached":
      return submission.refuseAll("M-56");
    case "structure-inactive":
      return submission.refuseAll("M-26");
    case "unknown-department":
      return submission.refuseAll("M-16-department");
    case "too-many-requests":
      return submission.refuseAll("M-60");
  }
});
