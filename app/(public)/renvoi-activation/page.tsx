import { getTranslations } from "next-intl/server";
import { SupportContact } from "@/app/_frame/support-contact";
import { ActionForm } from "@/app/_ui/action-form";
import { PageHeading } from "@/app/_ui/page-heading";
import { SubmitButton } from "@/app/_ui/submit-button";
import { TextField } from "@/app/_ui/text-field";
import { documentTitle } from "@/lib/web/document-title";
import { formLabels } from "@/lib/web/form-labels";
import { humanCheck } from "@/lib/web/human-check";
import { resend } from "./actions";

/** "Renvoyer le courriel d'activation": one address, one answer whoever asks (R-407, M-34). */
export default async function ResendActivationPage() {
  const t = await getTranslations("activation");
  return (
    <div className="mx-auto max-w-2xl">
      <PageHeading title={t("resendTitle")} lead={t("resendLead")} />
      <ActionForm
        action={resend}
        title={await documentTitle(t("resendTitle"))}
        labels={await formLabels()}
        humanCheck={await humanCheck("resend-activation", { always: true })}
      >
        <TextField name="email" label={t("email")} type="email" autoComplete="email" required />
        <SubmitButton pendingLabel={t("resendPending")}>{t("resendSubmit")}</SubmitButton>
      </ActionForm>
      <div className="mt-10">
        <SupportContact lead={t("resendNext")} />
      </div>
    </div>
  );
}
