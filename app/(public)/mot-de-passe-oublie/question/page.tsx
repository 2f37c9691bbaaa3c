import { getTranslations } from "next-intl/server";
import { SupportContact } from "@/app/_frame/support-contact";
import { ActionForm } from "@/app/_ui/action-form";
import { ButtonLink } from "@/app/_ui/button-link";
import { Fieldset } from "@/app/_ui/fieldset";
import { PageHeading } from "@/app/_ui/page-heading";
import { SubmitButton } from "@/app/_ui/submit-button";
import { TextField } from "@/app/_ui/text-field";
import { live } from "@/lib/platform/live";
import { findSecretQuestion } from "@/lib/recovery/find-secret-question";
import { documentTitle } from "@/lib/web/document-title";
import { formLabels } from "@/lib/web/form-labels";
import { routes } from "@/lib/web/routes";
import { requireQuestionStep } from "../lost-password";
import { answerQuestion } from "./actions";

/** S-06 step 2: the secret question of the address, or its decoy; support helps whoever forgot the answer. */
export default async function SecretQuestionPage() {
  const email = await requireQuestionStep();
  const question = await findSecretQuestion(await live(), email);
  const t = await getTranslations("recovery");
  const passwords = await getTranslations("passwords");
  return (
    <div className="mx-auto max-w-2xl">
      <PageHeading title={t("question.title")} lead={t("question.lead", { email })} />
      {/* For everybody: who has no question to answer must know it before he tries one, and nothing tells who that is (SEC-22). */}
      <p className="mb-8 max-w-prose">{t("question.noAnswer")}</p>
      <ActionForm action={answerQuestion} title={await documentTitle(t("question.title"))} labels={await formLabels()}>
        <Fieldset legend={t("question.question", { question: passwords(`questions.${question}`) })}>
          <TextField
            name="secretAnswer"
            label={passwords("secretAnswer")}
            help={t("question.answerHelp")}
            autoComplete="off"
            required
          />
        </Fieldset>
        <div className="flex flex-wrap gap-3">
          <SubmitButton pendingLabel={t("question.pending")}>{t("submit")}</SubmitButton>
          <ButtonLink href={routes.home()} variant="secondary">
            {t("cancel")}
          </ButtonLink>
        </div>
      </ActionForm>
      <section aria-labelledby="forgotten-answer" className="mt-10">
        <h2 id="forgotten-answer">{t("question.forgotten")}</h2>
        <div className="mt-2">
          <SupportContact lead={t("question.forgottenHelp")} />
        </div>
      </section>
    </div>
  );
}
