import { getTranslations } from "next-intl/server";
import { PasswordAgain } from "@/app/_frame/password-again";
import { AddressFields } from "@/app/_organisation/address-fields";
import { NameAndPhoneFields } from "@/app/_person/name-and-phone-fields";
import { ActionForm } from "@/app/_ui/action-form";
import { ButtonLink } from "@/app/_ui/button-link";
import { CheckboxField } from "@/app/_ui/checkbox-field";
import { DescriptionList } from "@/app/_ui/description-list";
import { Fieldset } from "@/app/_ui/fieldset";
import { RadioGroup } from "@/app/_ui/radio-group";
import { StaleComparison } from "@/app/_ui/stale-comparison";
import { SubmitButton } from "@/app/_ui/submit-button";
import { TextField } from "@/app/_ui/text-field";
import type { OwnProfile } from "@/lib/account/find-own-profile";
import { DEFAULT_PHONE_PREFIX, splitPhone } from "@/lib/account/phone";
import { languages } from "@/lib/i18n/language";
import { documentTitle } from "@/lib/web/document-title";
import { formLabels } from "@/lib/web/form-labels";
import { routes } from "@/lib/web/routes";
import { saveDetails } from "./actions";
import { savedProfileValues } from "./saved-profile-values";

/** What a person says about himself, and what he wants to be written (R-601, R-602, R-1209). */
export async function ProfileForm({ profile }: { profile: OwnProfile }) {
  const t = await getTranslations("account.details");
  const person = await getTranslations("signUp.person");
  const phone = profile.phone === null ? { prefix: DEFAULT_PHONE_PREFIX, number: "" } : splitPhone(profile.phone);
  return (
    <div className="max-w-2xl">
      <ActionForm action={saveDetails} title={await documentTitle(t("title"))} labels={await formLabels()}>
        <input type="hidden" name="version" value={profile.version} />
        <StaleComparison
          version={profile.version}
          title={t("stale.title")}
          lead={t("stale.lead")}
          headings={{ field: t("stale.field"), yours: t("stale.yours"), saved: t("stale.saved") }}
          values={await savedProfileValues(profile)}
        />
        <Fieldset legend={t("general")}>
          <div>
            <DescriptionList items={[{ term: t("login"), details: profile.email }]} />
            <a href={routes.changeLoginEmail()} className="inline-flex min-h-11 items-center">
              {t("changeLogin")}
            </a>
          </div>
          <TextField
            name="contactEmail"
            label={t("contactEmail")}
            help={t("contactEmailHelp")}
            type="email"
            autoComplete="email"
            defaultValue={profile.contactEmail}
            required
          />
          <PasswordAgain always label={t("password")} help={t("passwordHelp")} required={false} />
          <NameAndPhoneFields
            values={{
              familyName: profile.familyName,
              givenName: profile.givenName,
              phonePrefix: phone.prefix,
              phone: phone.number,
            }}
          />
        </Fieldset>
        <Fieldset legend={t("postalAddress")}>
          <AddressFields values={profile} required={false} />
        </Fieldset>
        <Fieldset legend={t("settings")}>
          <fieldset className="grid min-w-0 gap-3">
            <legend className="mb-1.5 font-semibold">{t("notifications")}</legend>
            <CheckboxField name="dailyDigest" statement={t("dailyDigest")} defaultChecked={profile.dailyDigest} />
            <CheckboxField name="weeklySummary" statement={t("weeklySummary")} defaultChecked={profile.weeklySummary} />
            <p className="text-ink-soft text-sm">{t("notificationsHelp")}</p>
          </fieldset>
          <CheckboxField name="survey" statement={person("survey")} defaultChecked={profile.survey} />
          <RadioGroup
            name="language"
            legend={t("language")}
            options={languages.map((language) => ({ value: language, label: t(`languages.${language}`) }))}
            defaultValue={profile.language}
            required
          />
        </Fieldset>
        <div className="flex flex-wrap gap-3">
          <SubmitButton pendingLabel={t("sending")}>{t("submit")}</SubmitButton>
          <ButtonLink href={routes.myAccount()} variant="secondary">
            {t("cancel")}
          </ButtonLink>
        </div>
      </ActionForm>
    </div>
  );
}
