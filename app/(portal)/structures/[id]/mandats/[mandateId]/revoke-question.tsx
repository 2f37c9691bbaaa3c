import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/app/_ui/action-form";
import { CancelLink } from "@/app/_ui/cancel-link";
import { QuestionDialog } from "@/app/_ui/question-dialog";
import { SubmitButton } from "@/app/_ui/submit-button";
import type { Mandate } from "@/lib/mandate/mandate";
import { documentTitle } from "@/lib/web/document-title";
import { formLabels } from "@/lib/web/form-labels";
import { routes } from "@/lib/web/routes";
import { revokeChosenMandate } from "../actions";

/** "Révoquer": asked once more, with what it ends (R-821, A11Y-25). */
export async function RevokeQuestion({
  structureId,
  mandate: { mandateId, label },
  mandator,
  mandated,
}: {
  structureId: string;
  mandate: Mandate;
  mandator: string;
  mandated: string;
}) {
  const t = await getTranslations("mandates.question");
  const title = t("title", { label });
  return (
    <QuestionDialog title={title} consequences={<p className="my-4">{t("consequence", { mandator, mandated })}</p>}>
      <ActionForm
        action={revokeChosenMandate}
        title={await documentTitle(title)}
        labels={await formLabels()}
        id="revoke"
        sharesPage
      >
        <input type="hidden" name="structureId" value={structureId} />
        <input type="hidden" name="mandateId" value={mandateId} />
        <div className="flex flex-wrap items-center gap-4">
          <SubmitButton variant="danger" pendingLabel={t("sending")}>
            {t("submit")}
          </SubmitButton>
          <CancelLink href={`${routes.mandate(structureId, mandateId)}#action=revoquer`}>{t("cancel")}</CancelLink>
        </div>
      </ActionForm>
    </QuestionDialog>
  );
}
