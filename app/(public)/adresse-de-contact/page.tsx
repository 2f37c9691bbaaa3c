import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/app/_ui/action-form";
import { Banner } from "@/app/_ui/banner";
import { ButtonLink } from "@/app/_ui/button-link";
import { PageHeading } from "@/app/_ui/page-heading";
import { SubmitButton } from "@/app/_ui/submit-button";
import { findLink } from "@/lib/account/redeem-link";
import { live } from "@/lib/platform/live";
import { documentTitle } from "@/lib/web/document-title";
import { formLabels } from "@/lib/web/form-labels";
import { readLinkSecret } from "@/lib/web/mailed-link";
import { routes } from "@/lib/web/routes";
import { confirmContact } from "./actions";

/** Asks whoever received the mail to confirm the contact address. */
export default async function ConfirmContactEmailPage() {
  const secret = await readLinkSecret("contact-email-link");
  const link = secret && (await findLink(await live(), secret, "contact-email-confirmation"));
  const t = await getTranslations("activation");
  const title = await documentTitle(t("contactTitle"));
  if (!link) {
    const messages = await getTranslations("messages");
    return (
      <div className="mx-auto max-w-2xl">
        <PageHeading title={t("contactTitle")} documentTitle={title} />
        <Banner tone="danger">
          {messages("M-44")} {t("contactRefused")}
        </Banner>
        <ButtonLink href={routes.home()} variant="secondary">
          {t("backHome")}
        </ButtonLink>
      </div>
    );
  }
  return (
    <div className="mx-auto max-w-2xl">
      <PageHeading title={t("contactTitle")} lead={t("contactLead", { email: link.email })} />
      <ActionForm action={confirmContact} title={title} labels={await formLabels()}>
        <SubmitButton pendingLabel={t("contactPendingAction")}>{t("contactConfirm")}</SubmitButton>
      </ActionForm>
    </div>
  );
}
