import { getTranslations } from "next-intl/server";
import { FileForm } from "@/app/_ui/action-form";
import { Fieldset } from "@/app/_ui/fieldset";
import { FileField } from "@/app/_ui/file-field";
import { SelectField } from "@/app/_ui/select-field";
import { SubmitButton } from "@/app/_ui/submit-button";
import { TextField } from "@/app/_ui/text-field";
import { acceptedFiles, documentTypes, MAX_DOCUMENTS, MAX_LABEL } from "@/lib/document/document";
import { newDocumentInput } from "@/lib/document/inputs";
import { sentencesOf } from "@/lib/web/form-action";
import { formLabels } from "@/lib/web/form-labels";
import { type FormState, untouched } from "@/lib/web/form-state";
import type { Shelf } from "./shelf";
import { saidOfFile, type UploadRefusal } from "./upload-refusal";

/** "Ajouter une pièce jointe", with what was typed and why it was refused, if it was. */
export async function AddForm({
  shelf,
  title,
  refusal,
  typed,
}: {
  shelf: Shelf;
  /** Of the document. */
  title: string;
  refusal: UploadRefusal | undefined;
  typed: { type: string; label: string };
}) {
  const t = await getTranslations("documents.add");
  const own = await getTranslations("account.documents");
  const types = await getTranslations("documents.types");
  return (
    <FileForm
      action={shelf.add}
      state={refusal ? await refusedState(refusal, typed, shelf) : untouched}
      title={title}
      labels={await formLabels()}
      id="add"
    >
      <Fieldset legend={t("title")}>
        <SelectField
          name="type"
          label={t("type")}
          placeholder={t("typePlaceholder")}
          options={documentTypes.map((type) => ({ value: type, label: types(type) }))}
          required
        />
        <TextField name="label" label={t("label")} help={t("labelHelp", { max: MAX_LABEL })} required />
        <FileField
          name="file"
          label={t("file")}
          help={shelf.structureId === null ? own("fileHelp") : t("fileHelp")}
          accept={acceptedFiles}
          required
        />
        <SubmitButton pendingLabel={t("sending")}>{t("submit")}</SubmitButton>
      </Fieldset>
    </FileForm>
  );
}

/** The same checks as the route's, so that each field says what is wrong with it. */
async function refusedState(
  refusal: UploadRefusal,
  typed: { type: string; label: string },
  { structureId }: Shelf,
): Promise<FormState> {
  const own = await getTranslations("account.documents");
  const t = await getTranslations("documents.refusals");
  const messages = await getTranslations("messages");
  const isTyped = refusal === "saisie" || refusal === "sans-fichier";
  const issues = (isTyped && newDocumentInput.safeParse(typed).error?.issues) || [];
  const errors = Object.fromEntries(
    Object.entries(sentencesOf(issues)).map(([field, sentence]) => [
      field,
      typeof sentence === "string" ? messages(sentence) : messages(sentence.id, sentence.values as never),
    ]),
  );
  const ofFile = saidOfFile.includes(refusal);
  const isOwnFull = structureId === null && refusal === "complet";
  return {
    attempt: 1,
    values: typed,
    errors: ofFile ? { ...errors, file: t(refusal) } : errors,
    ...(!ofFile && { error: isOwnFull ? own("full", { max: MAX_DOCUMENTS }) : t(refusal) }),
  };
}
