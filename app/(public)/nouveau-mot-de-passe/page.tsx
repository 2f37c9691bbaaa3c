import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/app/_ui/action-form";
import { ButtonLink } from "@/app/_ui/button-link";
import { PageHeading } from "@/app/_ui/page-heading";
import { PasswordField } from "@/app/_ui/password-field";
import { SubmitButton } from "@/app/_ui/submit-button";
import type { Strength } from "@/lib/account/password-strength";
import { live } from "@/lib/platform/live";
import { documentTitle } from "@/lib/web/document-title";
import { formLabels } from "@/lib/web/form-labels";
import { routes } from "@/lib/web/routes";
import { choosePassword } from "./actions";
import { requirePasswordLink } from "./require-password-link";

/** S-07: whoever received the mail chooses a new password; only the form's POST uses the link up (R-431, SEC-26). */
export default async function NewPasswordPage() {
  const { reset } = await requirePasswordLink();
  const { env } = await live();
  const t = await getTranslations("recovery");
  const passwords = await getTranslations("passwords");
  const { email, givenName, familyName } = reset;
  const owner = { email, givenName, familyName, portalName: env.PORTAL_NAME };
  const toggle = {
    showLabel: passwords("show"),
    hideLabel: passwords("hide"),
    autoComplete: "new-password",
    required: true,
  } as const;
  return (
    <div className="mx-auto max-w-2xl">
      <PageHeading title={t("choose.title")} lead={t("choose.lead", { email })} />
      <ActionForm action={choosePassword} title={await documentTitle(t("choose.title"))} labels={await formLabels()}>
        <div className="grid gap-3">
          <p>{passwords("rulesText")}</p>
          <p>{passwords("longPassphrase")}</p>
        </div>
        {/* Tells password managers which account the new password belongs to. */}
        <input type="email" autoComplete="username" value={email} readOnly hidden />
        <PasswordField
          name="newPassword"
          label={t("choose.password")}
          {...toggle}
          strength={{ owner, sentences: await complexitySentences() }}
        />
        <PasswordField name="confirmation" label={t("choose.confirmation")} {...toggle} />
        <p className="text-ink-soft">{t("choose.consequence")}</p>
        <div className="flex flex-wrap gap-3">
          <SubmitButton pendingLabel={t("choose.pending")}>{t("submit")}</SubmitButton>
          <ButtonLink href={routes.home()} variant="secondary">
            {t("cancel")}
          </ButtonLink>
        </div>
      </ActionForm>
    </div>
  );
}

/** "Complexité du mot de passe : Bon". */
async function complexitySentences(): Promise<Record<Strength, string>> {
  const t = await getTranslations("recovery.choose");
  const levels = await getTranslations("passwords.levels");
  const at = (level: Strength) => t("complexity", { level, label: levels(`${level}`) });
  return { 0: at(0), 1: at(1), 2: at(2), 3: at(3), 4: at(4) };
}
