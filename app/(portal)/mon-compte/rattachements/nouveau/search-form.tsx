import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/app/_ui/action-form";
import { ButtonLink } from "@/app/_ui/button-link";
import { Fieldset } from "@/app/_ui/fieldset";
import { SelectField } from "@/app/_ui/select-field";
import { SubmitButton } from "@/app/_ui/submit-button";
import { TextField } from "@/app/_ui/text-field";
import { IdentifierHelp } from "@/app/(public)/inscription/organisation/identifier-help";
import type { StructureSearch } from "@/lib/attachment/inputs";
import { identifierTypes } from "@/lib/structure/identifier";
import { formLabels } from "@/lib/web/form-labels";
import { routes } from "@/lib/web/routes";
import { search } from "./actions";

/** Type and identifier, exact. */
export async function SearchForm({ title, typed }: { title: string; typed: StructureSearch | null }) {
  const t = await getTranslations("requests.join");
  const wizard = await getTranslations("signUp.organisation");
  const organisations = await getTranslations("organisations");
  return (
    <ActionForm action={search} title={title} labels={await formLabels()}>
      <Fieldset legend={t("searchLegend")}>
        <SelectField
          name="identifierType"
          label={wizard("identifierType")}
          placeholder={wizard("chooseType")}
          options={identifierTypes.map((type) => ({ value: type, label: organisations(`identifierTypes.${type}`) }))}
          defaultValue={typed?.identifierType}
          required
        />
        <TextField
          name="identifier"
          label={wizard("identifier")}
          help={<IdentifierHelp />}
          judgedBy="identifierType"
          defaultValue={typed?.identifier}
          autoComplete="off"
          required
        />
      </Fieldset>
      <div className="flex flex-wrap gap-3">
        <SubmitButton pendingLabel={wizard("searching")}>{wizard("search")}</SubmitButton>
        <ButtonLink variant="secondary" href={routes.myAccount()}>
          {t("cancel")}
        </ButtonLink>
      </div>
    </ActionForm>
  );
}
