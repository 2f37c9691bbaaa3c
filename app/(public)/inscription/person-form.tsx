import { getTranslations } from "next-intl/server";
import { NameAndPhoneFields } from "@/app/_person/name-and-phone-fields";
import { ActionForm } from "@/app/_ui/action-form";
import { CheckboxField } from "@/app/_ui/checkbox-field";
import { Fieldset } from "@/app/_ui/fieldset";
import { SubmitButton } from "@/app/_ui/submit-button";
import { TextField } from "@/app/_ui/text-field";
import { DEFAULT_PHONE_PREFIX } from "@/lib/account/phone";
import type { Draft } from "@/lib/onboarding/draft";
import { formLabels } from "@/lib/web/form-labels";
import { routes } from "@/lib/web/routes";
import { introduceOneself } from "./actions";
import { FollowLoginEmail } from "./follow-login-email";
import { stepTitle } from "./wizard-heading";

/** "Je complète mes informations personnelles". */
export async function PersonForm({ typed, portal }: { typed: Draft["person"]; portal: string }) {
  const t = await getTranslations("signUp.person");
  const wizard = await getTranslations("signUp");
  return (
    <ActionForm action={introduceOneself} title={await stepTitle("person")} labels={await formLabels()}>
      <Fieldset legend={t("access")}>
        <TextField
          name="email"
          label={t("email")}
          help={t("emailHelp", { portal })}
          type="email"
          autoComplete="email"
          defaultValue={typed.email}
          required
        />
        <TextField
          name="emailAgain"
          label={t("emailAgain")}
          type="email"
          autoComplete="email"
          defaultValue={typed.emailAgain}
          required
        />
      </Fieldset>
      <Fieldset legend={t("identity")}>
        <NameAndPhoneFields values={{ ...typed, phonePrefix: typed.phonePrefix ?? DEFAULT_PHONE_PREFIX }} />
        <TextField
          name="contactEmail"
          label={t("contactEmail")}
          help={t("contactEmailHelp")}
          type="email"
          autoComplete="email"
          defaultValue={typed.contactEmail || typed.email}
          required
        />
        <FollowLoginEmail />
      </Fieldset>
      <Fieldset legend={t("consents")}>
        <CheckboxField
          name="terms"
          statement={t("terms")}
          // In a tab of its own: nothing typed here is kept before the step is sent.
          help={
            <a href={routes.terms()} target="_blank" rel="noopener" className="inline-flex min-h-6 items-center">
              {t("readTerms")}
            </a>
          }
          defaultChecked={typed.terms === "on"}
          required
        />
        <CheckboxField name="survey" statement={t("survey")} defaultChecked={typed.survey === "on"} />
      </Fieldset>
      <SubmitButton pendingLabel={wizard("sending")}>{wizard("next")}</SubmitButton>
    </ActionForm>
  );
}
