"use server";

import { redirect } from "next/navigation";
import { parseEmail } from "@/lib/account/email";
import { signInInput } from "@/lib/account/inputs";
import { signIn } from "@/lib/account/sign-in";
import { live } from "@/lib/platform/live";
import { currentBrowser } from "@/lib/web/current-browser";
import { deliverAfterAnswer } from "@/lib/web/deliver-after-answer";
import { formAction } from "@/lib/web/form-action";
import { requireHuman } from "@/lib/web/guards";
import { readDeviceCookie, setDeviceCookie, setLoginCookie } from "@/lib/web/login-cookie";
import { routes, safeReturnPath } from "@/lib/web/routes";

export const signInAction = formAction(signInInput, async ({ email, password, returnTo }, submission) => {
  const address = parseEmail(email);
  // No account can have such an address, so nothing is given away by not hashing for it.
  if (!address) return submission.refuseAll("M-40");
  const outcome = await signIn(await live(), {
    email: address,
    password: password.normalize("NFC"),
    browser: await currentBrowser(),
    device: await readDeviceCookie(),
    humanCheck: () => requireHuman(submission, "sign-in"),
  });
  switch (outcome.kind) {
    case "signed-in":
      await setDeviceCookie(outcome.device);
      // The hints are read on the first gated page: they are worth no query here.
      await setLoginCookie({
        secret: outcome.secret,
        checkedAt: 0,
        attached: false,
        manager: false,
        administrator: false,
      });
      return redirect(safeReturnPath(returnTo) ?? routes.portalHome());
    case "refused":
      deliverAfterAnswer();
      return submission.refuseAll("M-40", { humanCheckNeeded: outcome.humanCheckNeeded });
    case "human-check-refused":
      return submission.refuseAll("M-18", { humanCheckNeeded: true });
    case "human-check-unavailable":
      return submission.refuseAll("M-61", { humanCheckNeeded: true });
    case "too-many-attempts":
      return submission.refuseAll("M-60");
    case "deactivated":
      return redirect(routes.accountDeactivated());
    case "overloaded":
      return redirect(routes.busy());
  }
});
