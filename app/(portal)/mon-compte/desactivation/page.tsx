import { getTranslations } from "next-intl/server";
import { PasswordAgain } from "@/app/_frame/password-again";
import { ActionForm } from "@/app/_ui/action-form";
import { ButtonLink } from "@/app/_ui/button-link";
import { SubmitButton } from "@/app/_ui/submit-button";
import { findHeldSeats, mustBeHandedOver } from "@/lib/departure/find-held-seats";
import { live } from "@/lib/platform/live";
import { documentTitle } from "@/lib/web/document-title";
import { formLabels } from "@/lib/web/form-labels";
import { requireAccount } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { AccountFrame } from "../account-frame";
import { deactivate } from "./actions";
import { SeatsToHandOver, VacantSeats } from "./seats-notice";

/** "Désactiver mon compte": what it means, for whom, how to come back, then the password (R-502, R-503, A11Y-25). */
export default async function DeactivateAccountPage() {
  const actor = await requireAccount();
  const seats = await findHeldSeats(await live(), actor);
  const heldBack = seats.filter(mustBeHandedOver);
  const t = await getTranslations("departure.deactivation");
  const { email, contactEmail } = actor;
  return (
    <AccountFrame title={t("title")} current={routes.security()} lead={t("lead")} titled={heldBack.length === 0}>
      {heldBack.length > 0 ? (
        <>
          <SeatsToHandOver seats={heldBack} />
          <ButtonLink href={routes.security()} variant="secondary">
            {t("cancel")}
          </ButtonLink>
        </>
      ) : (
        <div className="max-w-2xl">
          <h2>{t("consequences")}</h2>
          <ul className="mt-2 mb-6 list-disc pl-5">
            <li>{t("signedOut")}</li>
            <li>{t("frozen")}</li>
            <li>{t("mail", { email })}</li>
            <li>{t("return", { email: contactEmail })}</li>
            <li>{t("retention")}</li>
          </ul>
          <VacantSeats seats={seats} />
          <ActionForm action={deactivate} title={await documentTitle(t("title"))} labels={await formLabels()}>
            <PasswordAgain always />
            <div className="flex flex-wrap gap-3">
              <SubmitButton variant="danger" pendingLabel={t("pending")}>
                {t("submit")}
              </SubmitButton>
              <ButtonLink href={routes.security()} variant="secondary">
                {t("cancel")}
              </ButtonLink>
            </div>
          </ActionForm>
          <p className="mt-8">
            {t("erase")}{" "}
            <a href={routes.ownData()} className="inline-flex min-h-11 items-center">
              {t("eraseLink")}
            </a>
          </p>
        </div>
      )}
    </AccountFrame>
  );
}
