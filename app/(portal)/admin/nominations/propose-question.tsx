import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/app/_ui/action-form";
import { QuestionDialog } from "@/app/_ui/question-dialog";
import { RadioGroup } from "@/app/_ui/radio-group";
import { SubmitButton } from "@/app/_ui/submit-button";
import { TextAreaField } from "@/app/_ui/text-area-field";
import { EVIDENCE_LENGTH } from "@/lib/administration/queue-inputs";
import { documentTitle } from "@/lib/web/document-title";
import { formLabels } from "@/lib/web/form-labels";
import { ReasonFields } from "../reason-fields";
import { propose } from "./actions";

/** The first of two administrators proposes a primary manager: whom, how he made sure, and why (SEC-68, A11Y-25). */
export async function ProposeQuestion({
  structure,
  candidates,
  back,
}: {
  structure: string;
  /** One: the person is chosen already. */
  candidates: { value: string; label: string; help?: string }[];
  /** The page it was asked on, and there the link that asked (A11Y-22). */
  back: string;
}) {
  const t = await getTranslations("adminQueue.propose");
  const administration = await getTranslations("administration");
  const [only, ...more] = candidates;
  const title =
    only && more.length === 0 ? t("titleOf", { requester: only.label, structure }) : t("title", { structure });
  return (
    <QuestionDialog
      title={title}
      consequences={
        <ul className="mt-3 mb-4 list-disc pl-6">
          <li>{t("consequenceNothing")}</li>
          <li>{t("consequenceThen")}</li>
          <li>{t("consequenceWait")}</li>
        </ul>
      }
    >
      <ActionForm
        action={propose}
        title={await documentTitle(`${title} - ${administration("title")}`)}
        labels={await formLabels()}
        id="propose"
        sharesPage
      >
        {only && more.length === 0 ? (
          <input type="hidden" name="attachmentId" value={only.value} />
        ) : (
          <RadioGroup name="attachmentId" legend={t("person")} options={candidates} required />
        )}
        <TextAreaField
          name="evidence"
          label={t("evidence")}
          help={t("evidenceHelp", { max: EVIDENCE_LENGTH })}
          maxLength={EVIDENCE_LENGTH}
          required
        />
        <ReasonFields />
        <div className="flex flex-wrap items-center gap-4">
          <SubmitButton pendingLabel={t("pending")}>{t("submit")}</SubmitButton>
          <a data-cancel href={back} className="inline-flex min-h-11 items-center">
            {administration("cancel")}
          </a>
        </div>
      </ActionForm>
    </QuestionDialog>
  );
}
