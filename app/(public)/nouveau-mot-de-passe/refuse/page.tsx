import { getTranslations } from "next-intl/server";
import { SupportContact } from "@/app/_frame/support-contact";
import { Banner } from "@/app/_ui/banner";
import { ButtonLink } from "@/app/_ui/button-link";
import { PageHeading } from "@/app/_ui/page-heading";
import { documentTitle } from "@/lib/web/document-title";
import { routes } from "@/lib/web/routes";

/** The same page for an expired, unknown, used or replaced link, and the way to ask again (R-431, M-44). */
export default async function NewPasswordRefusedPage() {
  const t = await getTranslations("recovery");
  const messages = await getTranslations("messages");
  return (
    <div className="mx-auto max-w-2xl">
      <PageHeading title={t("choose.title")} documentTitle={await documentTitle(t("choose.title"))} />
      <Banner tone="danger">{messages("M-44")}</Banner>
      <p className="my-4">{t("refused.causes")}</p>
      <div className="my-6 flex flex-wrap gap-3">
        <ButtonLink href={routes.forgottenPassword()}>{t("refused.again")}</ButtonLink>
        <ButtonLink href={routes.home()} variant="secondary">
          {t("refused.backHome")}
        </ButtonLink>
      </div>
      <SupportContact lead={t("refused.support")} />
    </div>
  );
}
