import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/app/_ui/action-form";
import { ButtonLink } from "@/app/_ui/button-link";
import { Fieldset } from "@/app/_ui/fieldset";
import { SelectField } from "@/app/_ui/select-field";
import { SubmitButton } from "@/app/_ui/submit-button";
import { TextField } from "@/app/_ui/text-field";
import type { OwnAttachment } from "@/lib/attachment/actor";
import type { MandateDraft } from "@/lib/mandate/inputs";
import { MAX_LABEL } from "@/lib/mandate/mandate";
import { identifierTypes } from "@/lib/structure/identifier";
import { formLabels } from "@/lib/web/form-labels";
import { routes } from "@/lib/web/routes";
import { prepareMandate } from "../actions";

/** The mandate, and the structure that shall invoice: by its exact identifier. */
export async function MandateForm({
  structure,
  draft,
  title,
}: {
  structure: OwnAttachment;
  /** What was typed before, when one comes back from the review. */
  draft: MandateDraft | null;
  /** Of the document. */
  title: string;
}) {
  const t = await getTranslations("mandates.new");
  const types = await getTranslations("organisations.identifierTypes");
  return (
    <>
      <p className="mb-6 max-w-prose">{t("lead", { structure: structure.legalName })}</p>
      <ActionForm action={prepareMandate} title={title} labels={await formLabels()}>
        <input type="hidden" name="structureId" value={structure.structureId} />
        <TextField
          name="label"
          label={t("label")}
          help={t("labelHelp", { max: MAX_LABEL })}
          defaultValue={draft?.label}
          required
        />
        <Fieldset legend={t("mandated")}>
          <SelectField
            name="identifierType"
            label={t("identifierType")}
            placeholder={t("identifierPlaceholder")}
            options={identifierTypes.map((type) => ({ value: type, label: types(type) }))}
            defaultValue={draft?.identifierType}
            required
          />
          <TextField
            name="identifier"
            label={t("identifier")}
            help={t("identifierHelp")}
            judgedBy="identifierType"
            defaultValue={draft?.identifier}
            autoComplete="off"
            maxLength={60}
            required
          />
        </Fieldset>
        <div className="flex flex-wrap items-center gap-4">
          <SubmitButton pendingLabel={t("searching")}>{t("next")}</SubmitButton>
          <ButtonLink href={routes.mandates(structure.structureId)} variant="secondary">
            {t("cancel")}
          </ButtonLink>
        </div>
      </ActionForm>
    </>
  );
}
