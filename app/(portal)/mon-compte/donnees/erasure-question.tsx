import { getTranslations } from "next-intl/server";
import { PasswordAgain } from "@/app/_frame/password-again";
import { ActionForm } from "@/app/_ui/action-form";
import { CancelLink } from "@/app/_ui/cancel-link";
import { QuestionDialog } from "@/app/_ui/question-dialog";
import { SubmitButton } from "@/app/_ui/submit-button";
import type { Actor } from "@/lib/attachment/actor";
import { type HeldSeat, mustBeHandedOver } from "@/lib/departure/find-held-seats";
import { ERASURE_DAYS } from "@/lib/departure/request-erasure";
import { formatMoment } from "@/lib/i18n/format-moment";
import { inDays } from "@/lib/platform/calendar";
import { live } from "@/lib/platform/live";
import { documentTitle } from "@/lib/web/document-title";
import { formLabels } from "@/lib/web/form-labels";
import { routes } from "@/lib/web/routes";
import { SeatsToHandOver, VacantSeats } from "../desactivation/seats-notice";
import { askForErasure } from "./actions";

/** "Supprimer mes données": what is lost, when, how to undo it, then the password (R-1204, R-503, A11Y-25). */
export async function ErasureQuestion({ actor, seats }: { actor: Actor; seats: HeldSeat[] }) {
  const t = await getTranslations("departure.data.erasure");
  const { now } = await live();
  const heldBack = seats.filter(mustBeHandedOver);
  const title = t("question");
  const keep = <CancelLink href={`${routes.ownData()}#action=supprimer`}>{t("cancel")}</CancelLink>;
  if (heldBack.length > 0) {
    return (
      <QuestionDialog title={title} consequences={<SeatsToHandOver seats={heldBack} />}>
        {keep}
      </QuestionDialog>
    );
  }
  return (
    <QuestionDialog
      title={title}
      consequences={
        <>
          <ul className="mt-3 mb-4 list-disc pl-5">
            <li>{t("now")}</li>
            <li>{t("later", { date: formatMoment(inDays(now(), ERASURE_DAYS)) })}</li>
            <li>{t("left")}</li>
            <li>{t("undo")}</li>
            <li>{t("mail", { email: actor.email })}</li>
          </ul>
          <VacantSeats seats={seats} />
        </>
      }
    >
      <ActionForm action={askForErasure} title={await documentTitle(title)} sharesPage labels={await formLabels()}>
        <PasswordAgain always />
        <div className="flex flex-wrap gap-3">
          <SubmitButton variant="danger" pendingLabel={t("pending")}>
            {t("submit")}
          </SubmitButton>
          {keep}
        </div>
      </ActionForm>
    </QuestionDialog>
  );
}
