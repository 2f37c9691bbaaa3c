"use server";

import { redirect } from "next/navigation";
import { parseEmail } from "@/lib/account/email";
import { signInInput } from "@/lib/account/inputs";
import { AWAITING_MINUTES } from "@/lib/account/second-factor";
import { signIn } from "@/lib/account/sign-in";
import { live } from "@/lib/platform/live";
import { unicodeForm } from "@/lib/platform/unicode-form";
import { currentBrowser } from "@/lib/web/current-browser";
import { deliverAfterAnswer } from "@/lib/web/deliver-after-answer";
import { formAction } from "@/lib/web/form-action";
import { requireHuman } from "@/lib/web/guards";
import { readDeviceCookie, setDeviceCookie, setLoginCookie } from "@/lib/web/login-cookie";
import { routes, safeReturnPath } from "@/lib/web/routes";
import { writeSealed } from "@/lib/web/sealed-cookie";

/** How long S-08 knows whose password was right. */
const DISABLED_ACCOUNT_MINUTES = 10;

export const signInAction = formAction(signInInput, async ({ email, password, returnTo }, submission) => {
  const address = parseEmail(email);
  // No account can have such an address, so nothing is given away by not hashing for it.
  if (!address) return submission.refuseAll("M-40");
  const outcome = await signIn(await live(), {
    email: address,
    password: unicodeForm(password, "NFC"),
    browser: await currentBrowser(),
    devices: await readDeviceCookie(),
    humanCheck: () => requireHuman(submission, "sign-in"),
  });
  switch (outcome.kind) {
    case "signed-in":
      if (outcome.isTold) deliverAfterAnswer();
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
    case "second-factor-needed": {
      const carried = { secret: outcome.secret, returnTo: safeReturnPath(returnTo) };
      await writeSealed("second-factor", carried, AWAITING_MINUTES * 60);
      return redirect(routes.secondFactorStep());
    }
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
      await writeSealed("disabled-account", { accountId: outcome.accountId }, DISABLED_ACCOUNT_MINUTES * 60);
      return redirect(routes.accountDeactivated());
    case "overloaded":
      return redirect(routes.busy());
  }
});
