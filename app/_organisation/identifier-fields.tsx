import { getTranslations } from "next-intl/server";
import { Fieldset } from "@/app/_ui/fieldset";
import { SelectField } from "@/app/_ui/select-field";
import { TextField } from "@/app/_ui/text-field";
import { IdentifierHelp } from "@/app/(public)/inscription/organisation/identifier-help";
import { countriesIn } from "@/lib/i18n/countries";
import { identifierTypes } from "@/lib/structure/identifier";
import { currentLanguage } from "@/lib/web/current-language";

/** Which type, which identifier; outside the Union it may be proposed from country and name. */
export async function IdentifierFields({
  typed,
}: {
  typed: { identifierType?: string; identifier?: string; proposedCountry?: string; proposedName?: string };
}) {
  const t = await getTranslations("signUp.organisation");
  const organisations = await getTranslations("organisations");
  const countries = countriesIn(await currentLanguage());
  return (
    <>
      <Fieldset legend={t("searchLegend")}>
        <SelectField
          name="identifierType"
          label={t("identifierType")}
          placeholder={t("chooseType")}
          options={identifierTypes.map((type) => ({ value: type, label: organisations(`identifierTypes.${type}`) }))}
          defaultValue={typed.identifierType}
          required
        />
        <TextField
          name="identifier"
          label={t("identifier")}
          help={<IdentifierHelp />}
          judgedBy="identifierType"
          defaultValue={typed.identifier}
          autoComplete="off"
          required
        />
      </Fieldset>
      {/* Shown for its type alone, by the style sheet: it needs no script. */}
      <div className="hidden [form:has(option[value=HORS\_UE]:checked)_&]:block">
        <Fieldset legend={t("proposeLegend")}>
          <p className="text-ink-soft">{t("proposeHelp")}</p>
          <SelectField
            name="proposedCountry"
            label={t("country")}
            placeholder={t("chooseCountry")}
            options={countries.map(({ code, name }) => ({ value: code, label: name }))}
            defaultValue={typed.proposedCountry}
            autoComplete="country"
          />
          <TextField
            name="proposedName"
            label={t("legalName")}
            defaultValue={typed.proposedName}
            autoComplete="organization"
          />
        </Fieldset>
      </div>
    </>
  );
}
