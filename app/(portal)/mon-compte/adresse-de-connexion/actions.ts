"use server";

import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { giveUpAddress } from "@/lib/account/give-up-address";
import { changeLoginEmailInput } from "@/lib/account/profile-inputs";
import { requestLoginEmail } from "@/lib/account/request-login-email";
import { live } from "@/lib/platform/live";
import { deliverAfterAnswer } from "@/lib/web/deliver-after-answer";
import { formAction } from "@/lib/web/form-action";
import { requireAccount } from "@/lib/web/guards";
import { passwordAgain } from "@/lib/web/password-again";
import { routes } from "@/lib/web/routes";

/** "Changer mon adresse de connexion": the same answer whether the address is free or taken (SEC-22). */
export const askForLoginEmail = formAction(changeLoginEmailInput, async ({ email, password }, submission) => {
  const actor = await requireAccount();
  const t = await getTranslations("account.loginEmail");
  const refuseOwn = () => {
    const refused = submission.refuse({ email: "M-02" });
    return { ...refused, errors: { email: t("same") } };
  };
  if (email === actor.email) return refuseOwn();
  const again = await passwordAgain(actor, password, submission);
  if (again.kind === "refused") return again.state;
  const outcome = await requestLoginEmail(await live(), again.proof, { email });
  switch (outcome.kind) {
    case "received":
      deliverAfterAnswer();
      return redirect(`${routes.changeLoginEmail()}?fait=demande`);
    case "unchanged":
      return refuseOwn();
    case "too-many-attempts":
      return { ...submission.refuseAll("M-60"), error: t("tooMany") };
  }
});

/** "Abandonner ce changement" of the login address. */
export const giveUpLoginEmail = formAction(z.strictObject({}), async (_input, submission) => {
  const { accountId } = await requireAccount();
  const outcome = await giveUpAddress(await live(), { accountId, purpose: "login-email-change" });
  if (outcome.kind === "given-up") return redirect(`${routes.changeLoginEmail()}?fait=abandon`);
  const t = await getTranslations("account.loginEmail.waiting");
  return { ...submission.refuseAll("M-54"), error: t("nothing") };
});
