import { getTranslations } from "next-intl/server";
import { SelectField } from "@/app/_ui/select-field";
import { TextField } from "@/app/_ui/text-field";
import { countriesIn } from "@/lib/i18n/countries";
import { currentLanguage } from "@/lib/web/current-language";

/** What the fields of an address hold at first. */
export interface AddressValues {
  addressLine1?: string | null;
  addressLine2?: string | null;
  addressLine3?: string | null;
  postcode?: string | null;
  city?: string | null;
  country?: string | null;
}

/** The fields of an address, in a form of the wizard or of a sheet; a department need not have one. */
export async function AddressFields({ values, required = true }: { values: AddressValues; required?: boolean }) {
  const t = await getTranslations("signUp.organisation");
  const countries = countriesIn(await currentLanguage());
  return (
    <>
      <TextField
        name="addressLine1"
        label={t("addressLine1")}
        autoComplete="address-line1"
        defaultValue={values.addressLine1 ?? ""}
        required={required}
      />
      <TextField
        name="addressLine2"
        label={t("addressLine2")}
        autoComplete="address-line2"
        defaultValue={values.addressLine2 ?? ""}
      />
      <TextField
        name="addressLine3"
        label={t("addressLine3")}
        autoComplete="address-line3"
        defaultValue={values.addressLine3 ?? ""}
      />
      <TextField
        name="postcode"
        label={t("postcode")}
        help={t("postcodeHelp")}
        autoComplete="postal-code"
        defaultValue={values.postcode ?? ""}
        width="short"
      />
      <TextField
        name="city"
        label={t("city")}
        autoComplete="address-level2"
        defaultValue={values.city ?? ""}
        required={required}
      />
      <SelectField
        name="country"
        label={t("country")}
        placeholder={t("chooseCountry")}
        options={countries.map(({ code, name }) => ({ value: code, label: name }))}
        autoComplete="country"
        defaultValue={values.country ?? ""}
        required={required}
      />
    </>
  );
}
