import { getTranslations } from "next-intl/server";
import { PasswordAgain } from "@/app/_frame/password-again";
import { ActionForm } from "@/app/_ui/action-form";
import { CancelLink } from "@/app/_ui/cancel-link";
import { QuestionDialog } from "@/app/_ui/question-dialog";
import { SubmitButton } from "@/app/_ui/submit-button";
import type { Actor, OwnAttachment } from "@/lib/attachment/actor";
import { formLabels } from "@/lib/web/form-labels";
import { routes } from "@/lib/web/routes";
import { sheetTitle } from "../sheet-frame";
import { limit, remove } from "./actions";
import { LimitFields } from "./limit-fields";

/** "Supprimer l'utilisateur technique": what stops working, then the password (R-1009, A11Y-25). */
export async function DeletionQuestion({ structure, login }: { structure: OwnAttachment; login: string }) {
  const t = await getTranslations("technical.deletion");
  const title = t("title");
  return (
    <QuestionDialog
      title={title}
      consequences={
        <>
          <p className="my-4 font-semibold">{login}</p>
          <ul className="my-4 list-disc pl-5">
            <li>{t("stops")}</li>
            <li>{t("software")}</li>
            <li>{t("kept")}</li>
            <li>{t("told")}</li>
            <li>{t("again")}</li>
          </ul>
        </>
      }
    >
      <ActionForm
        action={remove}
        title={await sheetTitle(title, structure)}
        labels={await formLabels()}
        id="remove"
        sharesPage
      >
        <input type="hidden" name="structureId" value={structure.structureId} />
        <PasswordAgain />
        <div className="flex flex-wrap items-center gap-4">
          <SubmitButton variant="danger" pendingLabel={t("pending")}>
            {t("submit")}
          </SubmitButton>
          <CancelLink href={`${routes.technicalAccount(structure.structureId)}#action=supprimer`}>
            {t("cancel")}
          </CancelLink>
        </div>
      </ActionForm>
    </QuestionDialog>
  );
}

/** "Modifier ses limites" (R-1002): they apply from the next call on. */
export async function LimitsQuestion({
  actor,
  structure,
  readOnly,
  only,
}: {
  actor: Actor;
  structure: OwnAttachment;
  readOnly: boolean;
  only: string[] | null;
}) {
  const t = await getTranslations("technical.limits");
  return (
    <QuestionDialog title={t("title")} consequences={<p className="my-4">{t("consequence")}</p>}>
      <ActionForm
        action={limit}
        title={await sheetTitle(t("title"), structure)}
        labels={await formLabels()}
        id="limits"
        sharesPage
      >
        <input type="hidden" name="structureId" value={structure.structureId} />
        <LimitFields actor={actor} readOnly={readOnly} only={only} />
        <PasswordAgain />
        <div className="flex flex-wrap items-center gap-4">
          <SubmitButton pendingLabel={t("pending")}>{t("submit")}</SubmitButton>
          <CancelLink href={`${routes.technicalAccount(structure.structureId)}#action=limiter`}>
            {t("cancel")}
          </CancelLink>
        </div>
      </ActionForm>
    </QuestionDialog>
  );
}
