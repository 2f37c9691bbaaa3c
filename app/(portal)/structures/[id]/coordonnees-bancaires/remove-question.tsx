import { getTranslations } from "next-intl/server";
import { PasswordAgain } from "@/app/_frame/password-again";
import { ActionForm } from "@/app/_ui/action-form";
import { CancelLink } from "@/app/_ui/cancel-link";
import { QuestionDialog } from "@/app/_ui/question-dialog";
import { SubmitButton } from "@/app/_ui/submit-button";
import type { OwnAttachment } from "@/lib/attachment/actor";
import { documentTitle } from "@/lib/web/document-title";
import { formLabels } from "@/lib/web/form-labels";
import { routes } from "@/lib/web/routes";
import { removeDetails } from "./actions";

/** "Supprimer les coordonnées bancaires": asked once more, by the password. */
export async function RemoveQuestion({ structure, version }: { structure: OwnAttachment; version: number }) {
  const t = await getTranslations("documents.bank");
  const title = t("question", { structure: structure.label ?? structure.legalName });
  return (
    <QuestionDialog title={title} consequences={<p className="my-4">{t("consequence")}</p>}>
      <ActionForm
        action={removeDetails}
        title={await documentTitle(title)}
        labels={await formLabels()}
        id="remove"
        sharesPage
      >
        <input type="hidden" name="structureId" value={structure.structureId} />
        <input type="hidden" name="version" value={version} />
        <PasswordAgain />
        <div className="flex flex-wrap items-center gap-4">
          <SubmitButton variant="danger" pendingLabel={t("removing")}>
            {t("remove")}
          </SubmitButton>
          <CancelLink href={`${routes.bankDetails(structure.structureId)}#action=supprimer`}>{t("cancel")}</CancelLink>
        </div>
      </ActionForm>
    </QuestionDialog>
  );
}
