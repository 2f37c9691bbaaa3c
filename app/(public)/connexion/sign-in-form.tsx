import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/app/_ui/action-form";
import { PasswordField } from "@/app/_ui/password-field";
import { SubmitButton } from "@/app/_ui/submit-button";
import { TextField } from "@/app/_ui/text-field";
import { formLabels } from "@/lib/web/form-labels";
import { humanCheck } from "@/lib/web/human-check";
import { routes } from "@/lib/web/routes";
import { signInAction } from "./actions";

/** "Vous avez déjà un compte ?": the one sign-in form, on S-01 and on its own page. */
export async function SignInForm({ title, returnTo }: { title: string; returnTo?: string }) {
  const t = await getTranslations("signIn");
  return (
    <>
      <ActionForm
        action={signInAction}
        title={title}
        labels={await formLabels()}
        humanCheck={await humanCheck("sign-in", { always: false })}
      >
        {returnTo ? <input type="hidden" name="returnTo" value={returnTo} /> : null}
        <TextField name="email" label={t("email")} type="email" autoComplete="username" required />
        <PasswordField
          name="password"
          label={t("password")}
          showLabel={t("show")}
          hideLabel={t("hide")}
          autoComplete="current-password"
          required
        />
        <SubmitButton pendingLabel={t("pending")}>{t("submit")}</SubmitButton>
      </ActionForm>
      <p className="mt-3">
        <a href={routes.forgottenPassword()} className="inline-flex min-h-11 items-center">
          {t("forgotten")}
        </a>
      </p>
    </>
  );
}
