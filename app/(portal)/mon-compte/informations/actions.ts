"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { giveUpAddress } from "@/lib/account/give-up-address";
import { profileInput } from "@/lib/account/profile-inputs";
import { resendContactLink } from "@/lib/account/resend-contact-link";
import { updateProfile } from "@/lib/account/update-profile";
import { live } from "@/lib/platform/live";
import { deliverAfterAnswer } from "@/lib/web/deliver-after-answer";
import { formAction } from "@/lib/web/form-action";
import { requireAccount } from "@/lib/web/guards";
import { passwordAgain } from "@/lib/web/password-again";
import { routes } from "@/lib/web/routes";

/** "Valider" of one's own details: a new contact address takes the password, whenever it was last given. */
export const saveDetails = formAction(profileInput, async (input, submission) => {
  const actor = await requireAccount();
  const { version, contactEmail, password, ...edit } = input;
  // Not typed: whether it is needed is told once it is sure that the form shows what is saved (M-55).
  const again =
    password && contactEmail !== actor.contactEmail ? await passwordAgain(actor, password, submission) : null;
  if (again?.kind === "refused") return again.state;

  const save = { version, edit, contactEmail, proof: again?.proof ?? null };
  const outcome = await updateProfile(await live(), actor, save);
  switch (outcome.kind) {
    case "saved": {
      if (outcome.contact === "unchanged") return redirect(`${routes.ownDetails()}?fait=enregistre`);
      deliverAfterAnswer();
      return redirect(`${routes.ownDetails()}?fait=${outcome.contact === "changed" ? "contact-immediat" : "contact"}`);
    }
    case "stale":
      // The page is made again with what is saved by now, beside what was typed (M-55).
      refresh();
      return submission.refuseAll("M-55-own");
    case "password-needed":
      return submission.refuse({ password: "M-01" });
    case "too-many-mails": {
      const t = await getTranslations("account.details");
      return { ...submission.refuseAll("M-60"), error: t("tooMany") };
    }
  }
});

/** "Renvoyer le courriel" to a contact address that waits for its link. */
export const resendContact = formAction(z.strictObject({}), async (_input, submission) => {
  const actor = await requireAccount();
  const outcome = await resendContactLink(await live(), actor);
  const t = await getTranslations("account.details.waiting");
  switch (outcome.kind) {
    case "sent":
      deliverAfterAnswer();
      return redirect(`${routes.ownDetails()}?fait=renvoi`);
    case "nothing-waits":
      return { ...submission.refuseAll("M-54"), error: t("nothing") };
    case "too-many-mails":
      return { ...submission.refuseAll("M-60"), error: t("tooMany") };
  }
});

/** "Abandonner ce changement" of the contact address. */
export const giveUpContact = formAction(z.strictObject({}), async (_input, submission) => {
  const { accountId } = await requireAccount();
  const outcome = await giveUpAddress(await live(), { accountId, purpose: "contact-email-confirmation" });
  if (outcome.kind === "given-up") return redirect(`${routes.ownDetails()}?fait=abandon`);
  const t = await getTranslations("account.details.waiting");
  return { ...submission.refuseAll("M-54"), error: t("nothing") };
});
