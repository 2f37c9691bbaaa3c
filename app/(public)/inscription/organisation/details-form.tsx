import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/app/_ui/action-form";
import { CheckboxField } from "@/app/_ui/checkbox-field";
import { Fieldset } from "@/app/_ui/fieldset";
import { SelectField } from "@/app/_ui/select-field";
import { SubmitButton } from "@/app/_ui/submit-button";
import { TextField } from "@/app/_ui/text-field";
import { countriesIn } from "@/lib/i18n/countries";
import type { Draft } from "@/lib/onboarding/draft";
import type { Person } from "@/lib/onboarding/inputs";
import type { OrganisationCase } from "@/lib/onboarding/organisation-case";
import { prefillDetails } from "@/lib/onboarding/prefill-details";
import { currentLanguage } from "@/lib/web/current-language";
import { formLabels } from "@/lib/web/form-labels";
import { stepTitle } from "../wizard-heading";
import { describe } from "./actions";
import { FoundOrganisation } from "./found-organisation";

/** The fields of the case that the identifier leads to. */
export async function DetailsForm({ found, draft, person }: { found: OrganisationCase; draft: Draft; person: Person }) {
  const t = await getTranslations("signUp.organisation");
  const wizard = await getTranslations("signUp");
  return (
    <ActionForm key={found.kind} action={describe} title={await stepTitle("organisation")} labels={await formLabels()}>
      <input type="hidden" name="shown" value={found.kind} />
      <FoundOrganisation found={found} />
      {found.kind === "join" ? null : <Fields found={found} draft={draft} person={person} />}
      <div className="flex flex-wrap gap-3">
        <SubmitButton name="intent" value="next" pendingLabel={wizard("sending")}>
          {wizard("next")}
        </SubmitButton>
        <SubmitButton name="intent" value="back" variant="secondary" pendingLabel={wizard("sending")}>
          {wizard("previous")}
        </SubmitButton>
        <SubmitButton name="intent" value="change" variant="secondary" pendingLabel={wizard("sending")}>
          {t("changeIdentifier")}
        </SubmitButton>
      </div>
    </ActionForm>
  );
}

type Typed = Exclude<OrganisationCase, { kind: "join" }>;

async function Fields({ found, draft, person }: { found: Typed; draft: Draft; person: Person }) {
  const t = await getTranslations("signUp.organisation");
  const typed = draft.details ?? prefillDetails(found, person, draft.search.proposedName);
  const countries = countriesIn(await currentLanguage());
  return (
    <>
      <NameFields found={found} typed={typed} />
      <Fieldset legend={t("detailsLegend")}>
        <TextField name="label" label={t("label")} defaultValue={typed.label} />
        <TextField
          name="addressLine1"
          label={t("addressLine1")}
          autoComplete="address-line1"
          defaultValue={typed.addressLine1}
          required
        />
        <TextField
          name="addressLine2"
          label={t("addressLine2")}
          autoComplete="address-line2"
          defaultValue={typed.addressLine2}
        />
        <TextField
          name="addressLine3"
          label={t("addressLine3")}
          autoComplete="address-line3"
          defaultValue={typed.addressLine3}
        />
        <TextField
          name="postcode"
          label={t("postcode")}
          help={t("postcodeHelp")}
          autoComplete="postal-code"
          defaultValue={typed.postcode}
          width="short"
        />
        <TextField name="city" label={t("city")} autoComplete="address-level2" defaultValue={typed.city} required />
        <SelectField
          name="country"
          label={t("country")}
          placeholder={t("chooseCountry")}
          options={countries.map(({ code, name }) => ({ value: code, label: name }))}
          autoComplete="country"
          defaultValue={typed.country}
          required
        />
      </Fieldset>
      <Fieldset legend={t("purposesLegend")}>
        <CheckboxField
          name="paymentRequests"
          label={t("paymentRequests")}
          defaultChecked={typed.paymentRequests === "on"}
        />
        <CheckboxField name="dume" label={t("dume")} help={t("dumeHelp")} defaultChecked={typed.dume === "on"} />
      </Fieldset>
    </>
  );
}

async function NameFields({ found, typed }: { found: Typed; typed: NonNullable<Draft["details"]> }) {
  const t = await getTranslations("signUp.organisation");
  // The register's name is shown above and cannot be changed; a masked one must be typed.
  if (found.kind === "create-from-registry" && found.establishment.denomination) return null;
  if (found.identifierType !== "PARTICULIER") {
    return (
      <TextField
        name="legalName"
        label={t("legalName")}
        autoComplete="organization"
        defaultValue={typed.legalName}
        required
      />
    );
  }
  return (
    <Fieldset legend={t("personLegend")}>
      <TextField
        name="familyName"
        label={t("familyName")}
        autoComplete="family-name"
        defaultValue={typed.familyName}
        required
      />
      <TextField
        name="givenName"
        label={t("givenName")}
        autoComplete="given-name"
        defaultValue={typed.givenName}
        required
      />
    </Fieldset>
  );
}
