import { getTranslations } from "next-intl/server";
import { PasswordAgain } from "@/app/_frame/password-again";
import { ActionForm } from "@/app/_ui/action-form";
import { ButtonLink } from "@/app/_ui/button-link";
import { PasswordField } from "@/app/_ui/password-field";
import { SubmitButton } from "@/app/_ui/submit-button";
import { live } from "@/lib/platform/live";
import { documentTitle } from "@/lib/web/document-title";
import { formLabels } from "@/lib/web/form-labels";
import { requireAccount } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { strengthSentences } from "@/lib/web/strength-sentences";
import { AccountFrame } from "../account-frame";
import { changeOwnPassword } from "./actions";

/** "Gestion du mot de passe". */
export default async function ChangePasswordPage() {
  const { email, givenName, familyName } = await requireAccount();
  const { env } = await live();
  const t = await getTranslations("account.password");
  const passwords = await getTranslations("passwords");
  const owner = { email, givenName, familyName, portalName: env.PORTAL_NAME };
  const toggle = { showLabel: passwords("show"), hideLabel: passwords("hide"), required: true } as const;
  return (
    <AccountFrame title={t("title")} current={routes.security()} lead={t("lead")} titled>
      <div className="max-w-2xl">
        <ActionForm action={changeOwnPassword} title={await documentTitle(t("title"))} labels={await formLabels()}>
          {/* Tells password managers which account the new password belongs to. */}
          <input type="email" autoComplete="username" value={email} readOnly hidden />
          <PasswordAgain always label={passwords("current")} />
          <div className="grid gap-3">
            <p>{passwords("rulesText")}</p>
            <p>{passwords("longPassphrase")}</p>
          </div>
          <PasswordField
            name="newPassword"
            label={t("new")}
            {...toggle}
            autoComplete="new-password"
            strength={{ owner, sentences: await strengthSentences() }}
          />
          <PasswordField name="confirmation" label={t("confirmation")} {...toggle} autoComplete="new-password" />
          <div className="flex flex-wrap gap-3">
            <SubmitButton pendingLabel={t("sending")}>{t("submit")}</SubmitButton>
            <ButtonLink href={routes.security()} variant="secondary">
              {t("cancel")}
            </ButtonLink>
          </div>
        </ActionForm>
      </div>
    </AccountFrame>
  );
}
