import { getTranslations } from "next-intl/server";
import { CheckboxField } from "@/app/_ui/checkbox-field";
import { Fieldset } from "@/app/_ui/fieldset";
import { TextField } from "@/app/_ui/text-field";
import type { DetailsTyped } from "@/lib/onboarding/inputs";
import type { OrganisationCase } from "@/lib/onboarding/organisation-case";
import { AddressFields } from "./address-fields";

type Described = Exclude<OrganisationCase, { kind: "join" }>;

/** What a person says of an organisation that has no sheet yet: in the wizard, or signed in. */
export async function DetailsFields({
  found,
  typed,
  purposesLegend,
}: {
  found: Described;
  typed: DetailsTyped;
  purposesLegend: string;
}) {
  const t = await getTranslations("signUp.organisation");
  return (
    <>
      <NameFields found={found} typed={typed} />
      <Fieldset legend={t("detailsLegend")}>
        <TextField name="label" label={t("label")} defaultValue={typed.label} />
        <AddressFields values={typed} />
      </Fieldset>
      <Fieldset legend={purposesLegend}>
        <CheckboxField
          name="paymentRequests"
          statement={t("paymentRequests")}
          defaultChecked={typed.paymentRequests === "on"}
        />
        <CheckboxField name="dume" statement={t("dume")} help={t("dumeHelp")} defaultChecked={typed.dume === "on"} />
      </Fieldset>
    </>
  );
}

async function NameFields({ found, typed }: { found: Described; typed: DetailsTyped }) {
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
