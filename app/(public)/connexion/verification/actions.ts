"use server";

import { redirect } from "next/navigation";
import { proveSecondFactor } from "@/lib/account/prove-second-factor";
import { secondFactorInput } from "@/lib/account/second-factor-inputs";
import { live } from "@/lib/platform/live";
import { currentBrowser } from "@/lib/web/current-browser";
import { deliverAfterAnswer } from "@/lib/web/deliver-after-answer";
import { formAction } from "@/lib/web/form-action";
import { readDeviceCookie, setDeviceCookie, setLoginCookie } from "@/lib/web/login-cookie";
import { requirePendingSignIn } from "@/lib/web/pending-sign-in";
import { routes } from "@/lib/web/routes";
import { clearSealed } from "@/lib/web/sealed-cookie";

const refusals = { totp: "M-40-factor", passkey: "M-40-passkey", "recovery-code": "M-40-recovery" } as const;

export const verify = formAction(
  secondFactorInput,
  async ({ factor, oneTimeCode: code = "", answer = "" }, submission) => {
    const { secret, returnTo } = await requirePendingSignIn();
    const typed = factor === "totp" ? code.replaceAll(/\s/g, "") : code.trim();
    if (factor !== "passkey" && typed === "") return submission.refuse({ oneTimeCode: "M-01" });
    const outcome = await proveSecondFactor(await live(), {
      secret,
      factor,
      answer: factor === "passkey" ? answer : typed,
      browser: await currentBrowser(),
      devices: await readDeviceCookie(),
    });
    switch (outcome.kind) {
      case "signed-in": {
        deliverAfterAnswer();
        await clearSealed("second-factor");
        await setDeviceCookie(outcome.device);
        const hints = { checkedAt: 0, attached: false, manager: false, administrator: false };
        await setLoginCookie({ secret: outcome.secret, ...hints });
        // Who had to fall back on paper is shown what is left, and how to set a new device up.
        if (factor === "recovery-code") return redirect(usedCode(returnTo));
        return redirect(returnTo ?? routes.portalHome());
      }
      case "wrong":
        return factor === "passkey"
          ? submission.refuseAll(refusals.passkey)
          : submission.refuse({ oneTimeCode: refusals[factor] });
      case "too-many-attempts":
        await clearSealed("second-factor");
        return redirect(routes.tooManySignIns());
      case "expired":
        return redirect(routes.sessionExpired(returnTo ?? routes.portalHome()));
      case "overloaded":
        return redirect(routes.busy());
    }
  },
);

function usedCode(returnTo: string | null): string {
  const page = routes.secondFactor(returnTo ?? routes.portalHome());
  return `${page}&fait=code-utilise`;
}
