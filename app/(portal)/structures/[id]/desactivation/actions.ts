"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { currentPasswordField } from "@/lib/account/inputs";
import { deactivateStructure } from "@/lib/attachment/deactivate-structure";
import { live } from "@/lib/platform/live";
import { deliverAfterAnswer } from "@/lib/web/deliver-after-answer";
import { passwordAgain } from "@/lib/web/password-again";
import { aboutStructure, permittedAction } from "@/lib/web/permitted-action";
import { routes } from "@/lib/web/routes";

const confirmation = z.strictObject({
  ...aboutStructure,
  password: currentPasswordField,
});

export const deactivate = permittedAction(
  "change-identifier",
  confirmation,
  async (permit, { password }, submission) => {
    const again = await passwordAgain(permit.holder, password, submission);
    if (again.kind === "refused") return again.state;
    const outcome = await deactivateStructure(await live(), permit, { proof: again.proof });
    switch (outcome.kind) {
      case "deactivated":
      case "already-inactive":
        deliverAfterAnswer();
        return redirect(`${routes.structure(permit.structureId)}?fait=desactivation`);
      case "not-permitted":
        return submission.refuseAll("M-57");
    }
  },
);
