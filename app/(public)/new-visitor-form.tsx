import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/app/_ui/action-form";
import { SubmitButton } from "@/app/_ui/submit-button";
import { TextField } from "@/app/_ui/text-field";
import { formLabels } from "@/lib/web/form-labels";
import { startSignUp } from "./inscription/actions";

/** "Vous êtes nouveau ?": address and SIRET, checked and carried into the wizard. */
export async function NewVisitorForm({ title }: { title: string }) {
  const t = await getTranslations("home");
  const signIn = await getTranslations("signIn");
  return (
    <ActionForm id="nouveau" action={startSignUp} title={title} sharesPage labels={await formLabels()}>
      <TextField name="email" label={signIn("email")} type="email" autoComplete="email" required />
      <TextField
        name="siret"
        label={t("siret")}
        help={t("siretHelp")}
        autoComplete="off"
        inputMode="numeric"
        required
      />
      <SubmitButton variant="secondary" pendingLabel={t("submitting")}>
        {t("submit")}
      </SubmitButton>
    </ActionForm>
  );
}
