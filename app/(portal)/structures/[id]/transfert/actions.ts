"use server";

import { notFound, redirect } from "next/navigation";
import { transferInput } from "@/lib/attachment/member-inputs";
import { transferManagement } from "@/lib/attachment/transfer-management";
import { live } from "@/lib/platform/live";
import { deliverAfterAnswer } from "@/lib/web/deliver-after-answer";
import { passwordAgain } from "@/lib/web/password-again";
import { permittedAction } from "@/lib/web/permitted-action";
import { routes } from "@/lib/web/routes";

export const transfer = permittedAction("transfer-management", transferInput, async (permit, input, submission) => {
  const { attachmentId, password } = input;
  const again = await passwordAgain(permit.holder, password, submission);
  if (again.kind === "refused") return again.state;
  const outcome = await transferManagement(await live(), permit, { attachmentId, proof: again.proof });
  switch (outcome.kind) {
    case "transferred":
      deliverAfterAnswer();
      return redirect(`${routes.members(permit.structureId)}?fait=transfere`);
    case "successor-unfit":
      return submission.refuseAll("M-54-successor");
    case "not-permitted":
      return submission.refuseAll("M-57");
    case "not-found":
      return notFound();
  }
});
