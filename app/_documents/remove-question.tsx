import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/app/_ui/action-form";
import { CancelLink } from "@/app/_ui/cancel-link";
import { QuestionDialog } from "@/app/_ui/question-dialog";
import { SubmitButton } from "@/app/_ui/submit-button";
import type { DocumentLine } from "@/lib/document/find-documents";
import { documentTitle } from "@/lib/web/document-title";
import { formLabels } from "@/lib/web/form-labels";
import type { FormState } from "@/lib/web/form-state";
import type { Shelf } from "./shelf";

/** "Supprimer": asked once more, by the name of the file. */
export async function RemoveQuestion({
  shelf: { structureId, list },
  document,
  action,
}: {
  shelf: Shelf;
  document: DocumentLine;
  action: (previous: FormState, data: FormData) => Promise<FormState>;
}) {
  const t = await getTranslations("documents.question");
  const own = await getTranslations("account.documents");
  const title = t("title", { fileName: document.fileName });
  return (
    <QuestionDialog
      title={title}
      consequences={
        <p className="my-4">{(structureId === null ? own : t)("consequence", { label: document.label })}</p>
      }
    >
      <ActionForm action={action} title={await documentTitle(title)} labels={await formLabels()} id="remove" sharesPage>
        {structureId === null ? null : <input type="hidden" name="structureId" value={structureId} />}
        <input type="hidden" name="documentId" value={document.documentId} />
        <div className="flex flex-wrap items-center gap-4">
          <SubmitButton variant="danger" pendingLabel={t("sending")}>
            {t("submit")}
          </SubmitButton>
          <CancelLink href={`${list}#action=supprimer&piece=${document.documentId}`}>{t("cancel")}</CancelLink>
        </div>
      </ActionForm>
    </QuestionDialog>
  );
}
