"use server";

import { notFound, redirect } from "next/navigation";
import { transferInput } from "@/lib/attachment/member-inputs";
import { transferManagement } from "@/lib/attachment/transfer-management";
import { live } from "@/lib/platform/live";
import { deliverAfterAnswer } from "@/lib/web/deliver-after-answer";
import { permittedAction } from "@/lib/web/permitted-action";
import { routes } from "@/lib/web/routes";

export const transfer = permittedAction("transfer-management", transferInput, async (permit, input, submission) => {
  const { attachmentId, password } = input;
  const transfer = { attachmentId, password: password.normalize("NFC") };
  const outcome = await transferManagement(await live(), permit, transfer);
  switch (outcome.kind) {
    case "transferred":
      deliverAfterAnswer();
      return redirect(`${routes.members(permit.structureId)}?fait=transfere`);
    case "wrong-password":
      return submission.refuse({ password: "M-40-current" });
    case "too-many-attempts":
      return submission.refuseAll("M-60");
    case "overloaded":
      return redirect(routes.busy());
    case "successor-unfit":
      return submission.refuseAll("M-54-successor");
    case "not-permitted":
      return submission.refuseAll("M-57");
    case "not-found":
      return notFound();
  }
});
