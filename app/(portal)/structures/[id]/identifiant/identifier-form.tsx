import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/app/_ui/action-form";
import { ButtonLink } from "@/app/_ui/button-link";
import { Fieldset } from "@/app/_ui/fieldset";
import { SelectField } from "@/app/_ui/select-field";
import { SubmitButton } from "@/app/_ui/submit-button";
import { TextField } from "@/app/_ui/text-field";
import { IdentifierHelp } from "@/app/(public)/inscription/organisation/identifier-help";
import type { OwnAttachment } from "@/lib/attachment/actor";
import type { WantedIdentifier } from "@/lib/structure/assess-new-identifier";
import { identifierTypes } from "@/lib/structure/identifier";
import { formLabels } from "@/lib/web/form-labels";
import { routes } from "@/lib/web/routes";
import { propose } from "./actions";

/** A SIRET, or another identifier of the same type; outside the Union its name along with it. */
export async function IdentifierForm({
  title,
  structure: { structureId, identifierType, legalName },
  typed,
}: {
  title: string;
  structure: OwnAttachment;
  typed: WantedIdentifier | null;
}) {
  const t = await getTranslations("sheet.identifier");
  const organisations = await getTranslations("organisations");
  const allowed = identifierTypes.filter((type) => type === "SIRET" || type === identifierType);
  return (
    <ActionForm action={propose} title={title} labels={await formLabels()}>
      <p>{t("lead")}</p>
      <input type="hidden" name="structureId" value={structureId} />
      <Fieldset legend={t("new")}>
        <SelectField
          name="identifierType"
          label={t("type")}
          options={allowed.map((type) => ({ value: type, label: organisations(`identifierTypes.${type}`) }))}
          defaultValue={typed?.identifierType ?? "SIRET"}
          required
        />
        <TextField
          name="identifier"
          label={t("identifier")}
          help={<IdentifierHelp />}
          judgedBy="identifierType"
          autoComplete="off"
          defaultValue={typed?.identifier ?? ""}
          required
        />
        {identifierType === "HORS_UE" ? (
          // Shown for its type alone, by the style sheet: it needs no script.
          <div className="hidden [form:has(option[value=HORS\_UE]:checked)_&]:block">
            <TextField
              name="legalName"
              label={t("legalName")}
              help={t("legalNameHelp")}
              autoComplete="organization"
              defaultValue={typed?.legalName ?? legalName}
            />
          </div>
        ) : null}
      </Fieldset>
      <div className="flex flex-wrap gap-3">
        <SubmitButton pendingLabel={t("checking")}>{t("next")}</SubmitButton>
        <ButtonLink variant="secondary" href={routes.structure(structureId)}>
          {t("cancel")}
        </ButtonLink>
      </div>
    </ActionForm>
  );
}
