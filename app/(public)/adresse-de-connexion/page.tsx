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
import { confirmLogin } from "./actions";

/** Asks whoever received the mail to confirm the new login address; only the form's POST uses the link up. */
export default async function ConfirmLoginEmailPage({ searchParams }: PageProps<"/adresse-de-connexion">) {
  const { refus } = await searchParams;
  const secret = await readLinkSecret("login-email-link");
  const link = secret && (await findLink(await live(), secret, "login-email-change"));
  const t = await getTranslations("account.confirmLogin");
  const title = await documentTitle(t("title"));
  if (!link) {
    const messages = await getTranslations("messages");
    return (
      <div className="mx-auto max-w-2xl">
        <PageHeading title={t("title")} documentTitle={title} />
        <Banner tone="danger">{refus === "prise" ? t("taken") : `${messages("M-44")} ${t("refused")}`}</Banner>
        <ButtonLink href={routes.home()} variant="secondary">
          {t("backHome")}
        </ButtonLink>
      </div>
    );
  }
  return (
    <div className="mx-auto max-w-2xl">
      <PageHeading title={t("title")} lead={t("lead", { email: link.email })} />
      <p className="mb-6">{t("consequence")}</p>
      <ActionForm action={confirmLogin} title={title} labels={await formLabels()}>
        <div>
          <SubmitButton pendingLabel={t("sending")}>{t("submit")}</SubmitButton>
        </div>
      </ActionForm>
    </div>
  );
}
