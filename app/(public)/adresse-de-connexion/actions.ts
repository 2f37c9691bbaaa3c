"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { confirmLoginEmail } from "@/lib/account/confirm-login-email";
import { deliverAfterAnswer } from "@/lib/web/deliver-after-answer";
import { formAction } from "@/lib/web/form-action";
import { currentActor } from "@/lib/web/guards";
import { deleteLoginCookie } from "@/lib/web/login-cookie";
import { readLinkSecret } from "@/lib/web/mailed-link";
import { requestContext } from "@/lib/web/request-context";
import { routes } from "@/lib/web/routes";
import { clearSealed } from "@/lib/web/sealed-cookie";

/** "Confirmer cette adresse": whoever follows the link signs in anew, with the new address. */
export const confirmLogin = formAction(z.strictObject({}), async (_input, submission) => {
  const secret = await readLinkSecret("login-email-link");
  // Read before its session ends.
  const actor = await currentActor();
  const outcome = secret ? await confirmLoginEmail(await requestContext(), secret) : { kind: "refused-link" as const };
  switch (outcome.kind) {
    case "refused-link":
      return submission.refuseAll("M-44");
    case "taken":
      await clearSealed("login-email-link");
      return redirect(`${routes.confirmLoginEmail()}?refus=prise`);
    case "changed":
      deliverAfterAnswer();
      await clearSealed("login-email-link");
      if (actor?.accountId === outcome.accountId) await deleteLoginCookie();
      return redirect(routes.loginEmailChanged());
  }
});
