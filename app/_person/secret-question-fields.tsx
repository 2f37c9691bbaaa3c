import { getTranslations } from "next-intl/server";
import { SelectField } from "@/app/_ui/select-field";
import { TextField } from "@/app/_ui/text-field";
import { secretQuestions } from "@/lib/account/secret-question";

/** The secret question and its answer, wherever a person chooses them. */
export async function SecretQuestionFields() {
  const t = await getTranslations("passwords");
  return (
    <>
      <p>{t("secretQuestionNote")}</p>
      <SelectField
        name="secretQuestion"
        label={t("secretQuestion")}
        placeholder={t("secretQuestionChoose")}
        options={secretQuestions.map((key) => ({ value: key, label: t(`questions.${key}`) }))}
        required
      />
      <TextField
        name="secretAnswer"
        label={t("secretAnswer")}
        help={t("secretAnswerHelp")}
        autoComplete="off"
        required
      />
    </>
  );
}
