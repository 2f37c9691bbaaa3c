import { getTranslations } from "next-intl/server";
import { SupportContact } from "@/app/_frame/support-contact";
import { ActionForm } from "@/app/_ui/action-form";
import { ButtonLink } from "@/app/_ui/button-link";
import { PageHeading } from "@/app/_ui/page-heading";
import { SubmitButton } from "@/app/_ui/submit-button";
import { TextField } from "@/app/_ui/text-field";
import { live } from "@/lib/platform/live";
import { documentTitle } from "@/lib/web/document-title";
import { formLabels } from "@/lib/web/form-labels";
import { humanCheck } from "@/lib/web/human-check";
import { routes } from "@/lib/web/routes";
import { askForReset } from "./actions";

/** S-06 step 1: the login address, the same for whoever asks. Somebody signed in may have forgotten it as well. */
export default async function ForgottenPasswordPage() {
  const { env } = await live();
  const t = await getTranslations("recovery");
  return (
    <div className="mx-auto max-w-2xl">
      <PageHeading
        title={t("address.title")}
        lead={t(env.SECRET_QUESTION === "on" ? "address.leadQuestion" : "address.lead")}
      />
      <ActionForm
        action={askForReset}
        title={await documentTitle(t("address.title"))}
        labels={await formLabels()}
        humanCheck={await humanCheck("lost-password", { always: true })}
      >
        <TextField name="email" label={t("address.email")} type="email" autoComplete="username" required />
        <div className="flex flex-wrap gap-3">
          <SubmitButton pendingLabel={t("address.pending")}>{t("submit")}</SubmitButton>
          <ButtonLink href={routes.home()} variant="secondary">
            {t("cancel")}
          </ButtonLink>
        </div>
      </ActionForm>
      <div className="mt-10">
        <SupportContact lead={t("address.help")} />
      </div>
    </div>
  );
}
