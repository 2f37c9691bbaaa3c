import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PasswordAgain } from "@/app/_frame/password-again";
import { SecretQuestionFields } from "@/app/_person/secret-question-fields";
import { ActionForm } from "@/app/_ui/action-form";
import { ButtonLink } from "@/app/_ui/button-link";
import { SubmitButton } from "@/app/_ui/submit-button";
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
          <SecretQuestionFields />
          <PasswordAgain always label={passwords("current")} />
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
