import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/app/_ui/action-form";
import { ButtonLink } from "@/app/_ui/button-link";
import { PasswordField } from "@/app/_ui/password-field";
import { SelectField } from "@/app/_ui/select-field";
import { SubmitButton } from "@/app/_ui/submit-button";
import { TextField } from "@/app/_ui/text-field";
import { secretQuestions } from "@/lib/account/secret-question";
import { live } from "@/lib/platform/live";
import { documentTitle } from "@/lib/web/document-title";
import { formLabels } from "@/lib/web/form-labels";
import { requireAccount } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { AccountFrame } from "../account-frame";
import { changeOwnQuestion } from "./actions";

/** "Modifier la réponse à la question secrète". The present question is not shown: nobody looks it up here. */
export default async function ChangeSecretQuestionPage() {
  await requireAccount();
  const { env } = await live();
  if (env.SECRET_QUESTION === "off") notFound();
  const t = await getTranslations("account.question");
  const passwords = await getTranslations("passwords");
  return (
    <AccountFrame title={t("title")} current={routes.security()} lead={t("lead")} titled>
      <div className="max-w-2xl">
        <ActionForm action={changeOwnQuestion} title={await documentTitle(t("title"))} labels={await formLabels()}>
          <p>{passwords("secretQuestionNote")}</p>
          <SelectField
            name="secretQuestion"
            label={passwords("secretQuestion")}
            placeholder={passwords("secretQuestionChoose")}
            options={secretQuestions.map((key) => ({ value: key, label: passwords(`questions.${key}`) }))}
            required
          />
          <TextField
            name="secretAnswer"
            label={passwords("secretAnswer")}
            help={t("answerHelp")}
            autoComplete="off"
            required
          />
          <PasswordField
            name="password"
            label={t("password")}
            showLabel={passwords("show")}
            hideLabel={passwords("hide")}
            autoComplete="current-password"
            required
          />
          <div className="flex flex-wrap gap-3">
            <SubmitButton pendingLabel={t("sending")}>{t("submit")}</SubmitButton>
            <ButtonLink href={routes.security()} variant="secondary">
              {t("cancel")}
            </ButtonLink>
          </div>
        </ActionForm>
      </div>
    </AccountFrame>
  );
}
