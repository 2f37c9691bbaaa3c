import { getTranslations } from "next-intl/server";
import { TextField } from "@/app/_ui/text-field";

/** "Nom *", "Prénom *" and "Téléphone" with its country prefix, wherever a person says who he is. */
export async function NameAndPhoneFields({
  values: { familyName, givenName, phonePrefix, phone },
}: {
  values: { familyName?: string; givenName?: string; phonePrefix?: string; phone?: string };
}) {
  const t = await getTranslations("signUp.person");
  return (
    <>
      <TextField
        name="familyName"
        label={t("familyName")}
        autoComplete="family-name"
        defaultValue={familyName}
        required
      />
      <TextField name="givenName" label={t("givenName")} autoComplete="given-name" defaultValue={givenName} required />
      <TextField
        name="phonePrefix"
        label={t("phonePrefix")}
        help={t("phonePrefixHelp")}
        type="tel"
        autoComplete="tel-country-code"
        defaultValue={phonePrefix}
        width="short"
      />
      <TextField
        name="phone"
        label={t("phone")}
        help={t("phoneHelp")}
        type="tel"
        autoComplete="tel-national"
        defaultValue={phone}
      />
    </>
  );
}
