import { getTranslations } from "next-intl/server";
import { SecretQuestionFields } from "@/app/_person/secret-question-fields";
import { ActionForm } from "@/app/_ui/action-form";
import { ButtonLink } from "@/app/_ui/button-link";
import { Fieldset } from "@/app/_ui/fieldset";
import { PasswordField } from "@/app/_ui/password-field";
import { SubmitButton } from "@/app/_ui/submit-button";
import type { WaitingRegistration } from "@/lib/onboarding/find-waiting-registration";
import { live } from "@/lib/platform/live";
import { documentTitle } from "@/lib/web/document-title";
import { formLabels } from "@/lib/web/form-labels";
import { routes } from "@/lib/web/routes";
import { strengthSentences } from "@/lib/web/strength-sentences";
import { activate } from "./actions";

/** "Gestion du mot de passe" and "Question secrète". */
export async function ActivationForm({ registration }: { registration: WaitingRegistration }) {
  const { env } = await live();
  const t = await getTranslations("activation");
  const passwords = await getTranslations("passwords");
  const { email, givenName, familyName } = registration;
  const owner = { email, givenName, familyName, portalName: env.PORTAL_NAME };
  const toggle = { showLabel: passwords("show"), hideLabel: passwords("hide"), autoComplete: "new-password" } as const;
  return (
    <ActionForm action={activate} title={await documentTitle(t("title"))} labels={await formLabels()}>
      <Fieldset legend={t("passwordBlock")}>
        <p>{passwords("rulesText")}</p>
        <p>{passwords("longPassphrase")}</p>
        {/* Tells password managers which account the new password belongs to. */}
        <input type="email" autoComplete="username" value={email} readOnly hidden />
        <PasswordField
          name="password"
          label={passwords("password")}
          {...toggle}
          required
          strength={{ owner, sentences: await strengthSentences() }}
        />
        <PasswordField name="confirmation" label={passwords("confirmation")} {...toggle} required />
      </Fieldset>
      {env.SECRET_QUESTION === "on" ? (
        <Fieldset legend={t("questionBlock")}>
          <SecretQuestionFields />
        </Fieldset>
      ) : null}
      <div className="flex flex-wrap gap-3">
        <SubmitButton pendingLabel={t("pending")}>{t("submit")}</SubmitButton>
        <ButtonLink href={routes.home()} variant="secondary">
          {t("cancel")}
        </ButtonLink>
      </div>
    </ActionForm>
  );
}
