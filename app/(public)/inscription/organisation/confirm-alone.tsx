import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/app/_ui/action-form";
import { QuestionDialog } from "@/app/_ui/question-dialog";
import { SubmitButton } from "@/app/_ui/submit-button";
import type { OrganisationCase } from "@/lib/onboarding/organisation-case";
import { displayIdentifier } from "@/lib/structure/identifier";
import { formLabels } from "@/lib/web/form-labels";
import { stepTitle } from "../wizard-heading";
import { confirmAlone } from "./actions";

/** "Création de compte sans rattachement": the question of case D (R-314, M-24); an individual is never named. */
export async function ConfirmAlone({ found }: { found: Extract<OrganisationCase, { kind: "unattached" }> }) {
  const t = await getTranslations("signUp.organisation");
  const wizard = await getTranslations("signUp");
  const messages = await getTranslations("messages");
  const organisations = await getTranslations("organisations");
  const { identifierType, identifier, legalName } = found;
  const type = organisations(`identifierTypes.${identifierType}`);
  return (
    <QuestionDialog
      title={t("confirmTitle")}
      consequences={
        <p>
          {legalName === null
            ? messages("M-24-individual", { type })
            : messages("M-24", { type, identifier: displayIdentifier(identifierType, identifier), name: legalName })}
        </p>
      }
    >
      <ActionForm
        key="confirm"
        action={confirmAlone}
        title={await stepTitle("organisation")}
        labels={await formLabels()}
      >
        <div className="flex flex-wrap gap-3">
          <SubmitButton name="intent" value="confirm" pendingLabel={wizard("sending")}>
            {t("confirm")}
          </SubmitButton>
          <SubmitButton name="intent" value="cancel" variant="secondary" pendingLabel={wizard("sending")}>
            {t("cancel")}
          </SubmitButton>
        </div>
      </ActionForm>
    </QuestionDialog>
  );
}
