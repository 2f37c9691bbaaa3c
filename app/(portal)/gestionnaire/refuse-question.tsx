import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/app/_ui/action-form";
import { CancelLink } from "@/app/_ui/cancel-link";
import { QuestionDialog } from "@/app/_ui/question-dialog";
import { SubmitButton } from "@/app/_ui/submit-button";
import { TextAreaField } from "@/app/_ui/text-area-field";
import { COMMENT_LENGTH } from "@/lib/attachment/inputs";
import { documentTitle } from "@/lib/web/document-title";
import { formLabels } from "@/lib/web/form-labels";
import type { FormState } from "@/lib/web/form-state";

/** "Refuser": why, in words that the requester will read. */
export async function RefuseQuestion({
  action,
  requester,
  path,
  subject,
}: {
  action: (previous: FormState, data: FormData) => Promise<FormState>;
  requester: string;
  path: string;
  /** The hidden field that says which request it is. */
  subject: { name: string; value: string };
}) {
  const t = await getTranslations("desk");
  return (
    <QuestionDialog
      title={t("refuseDialog.title", { requester })}
      consequences={<p className="my-4">{t("refuseDialog.text", { requester })}</p>}
    >
      <ActionForm
        action={action}
        title={await documentTitle(t("refuseDialog.title", { requester }))}
        labels={await formLabels()}
        id="refuse"
      >
        <input type="hidden" name={subject.name} value={subject.value} />
        <TextAreaField
          name="reason"
          label={t("refuseDialog.reason")}
          help={t("refuseDialog.reasonHelp")}
          maxLength={COMMENT_LENGTH}
          required
        />
        <div className="flex flex-wrap items-center gap-4">
          <SubmitButton variant="danger" pendingLabel={t("refuseDialog.pending")}>
            {t("refuseDialog.confirm")}
          </SubmitButton>
          <CancelLink href={`${path}#action=refuser`}>{t("approveDialog.cancel")}</CancelLink>
        </div>
      </ActionForm>
    </QuestionDialog>
  );
}
