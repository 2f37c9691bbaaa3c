import { getTranslations } from "next-intl/server";
import { SupportContact } from "@/app/_frame/support-contact";
import { Banner } from "@/app/_ui/banner";
import { ButtonLink } from "@/app/_ui/button-link";
import { PageHeading } from "@/app/_ui/page-heading";
import { documentTitle } from "@/lib/web/document-title";
import { routes } from "@/lib/web/routes";

/** S-05: the same page for an expired, unknown, used or replaced link, and the way out of it. */
export default async function ActivationRefusedPage() {
  const t = await getTranslations("activation");
  const messages = await getTranslations("messages");
  return (
    <div className="mx-auto max-w-2xl">
      <PageHeading title={t("refusedTitle")} documentTitle={await documentTitle(t("refusedTitle"))} />
      <Banner tone="danger">{messages("M-30")}</Banner>
      <p className="my-4">{t("refusedCauses")}</p>
      <div className="my-6 flex flex-wrap gap-3">
        <ButtonLink href={routes.resendActivation()}>{t("resend")}</ButtonLink>
        <ButtonLink href={routes.home()} variant="secondary">
          {t("backHome")}
        </ButtonLink>
      </div>
      <SupportContact lead={t("contact")} />
    </div>
  );
}
