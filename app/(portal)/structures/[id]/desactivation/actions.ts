"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { deactivateStructure } from "@/lib/attachment/deactivate-structure";
import { live } from "@/lib/platform/live";
import { deliverAfterAnswer } from "@/lib/web/deliver-after-answer";
import { aboutStructure, permittedAction } from "@/lib/web/permitted-action";
import { routes } from "@/lib/web/routes";

const confirmation = z.strictObject({
  ...aboutStructure,
  password: z.string("M-01").min(1, "M-01").max(1024, "M-40-current"),
});

export const deactivate = permittedAction(
  "change-identifier",
  confirmation,
  async (permit, { password }, submission) => {
    const outcome = await deactivateStructure(await live(), permit, { password });
    switch (outcome.kind) {
      case "deactivated":
      case "already-inactive":
        deliverAfterAnswer();
        return redirect(`${routes.structure(permit.structureId)}?fait=desactivation`);
      case "wrong-password":
        return submission.refuse({ password: "M-40-current" });
      case "too-many-attempts":
        return submission.refuseAll("M-60");
      case "overloaded":
        return redirect(routes.busy());
      case "not-permitted":
        return submission.refuseAll("M-57");
    }
  },
);
