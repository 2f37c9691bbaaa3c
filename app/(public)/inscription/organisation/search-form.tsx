import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/app/_ui/action-form";
import { Banner } from "@/app/_ui/banner";
import { Fieldset } from "@/app/_ui/fieldset";
import { SelectField } from "@/app/_ui/select-field";
import { SubmitButton } from "@/app/_ui/submit-button";
import { TextField } from "@/app/_ui/text-field";
import { countriesIn } from "@/lib/i18n/countries";
import type { Draft } from "@/lib/onboarding/draft";
import type { CaseOutcome } from "@/lib/onboarding/find-case";
import { identifierTypes } from "@/lib/structure/identifier";
import { currentLanguage } from "@/lib/web/current-language";
import { formLabels } from "@/lib/web/form-labels";
import { stepTitle } from "../wizard-heading";
import { search } from "./actions";
import { IdentifierHelp } from "./identifier-help";

/** Which type, which identifier, "Rechercher"; `refusal`: why the identifier carried here leads nowhere. */
export async function SearchForm({ typed, refusal }: { typed: Draft["search"]; refusal: CaseOutcome | null }) {
  const t = await getTranslations("signUp.organisation");
  const wizard = await getTranslations("signUp");
  const organisations = await getTranslations("organisations");
  const messages = await getTranslations("messages");
  const countries = countriesIn(await currentLanguage());
  return (
    <ActionForm key="search" action={search} title={await stepTitle("organisation")} labels={await formLabels()}>
      {refusal?.kind === "refused" ? (
        <Banner tone="danger">{messages(refusal.message, refusal.values as never)}</Banner>
      ) : null}
      <p>{t("searchHelp")}</p>
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
      <div className="flex flex-wrap gap-3">
        <SubmitButton name="intent" value="search" pendingLabel={t("searching")}>
          {t("search")}
        </SubmitButton>
        <SubmitButton name="intent" value="back" variant="secondary" pendingLabel={wizard("sending")}>
          {wizard("previous")}
        </SubmitButton>
      </div>
    </ActionForm>
  );
}
