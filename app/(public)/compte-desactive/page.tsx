import { getTranslations } from "next-intl/server";
import { SupportContact } from "@/app/_frame/support-contact";
import { ButtonLink } from "@/app/_ui/button-link";
import { PageHeading } from "@/app/_ui/page-heading";
import { documentTitle } from "@/lib/web/document-title";
import { routes } from "@/lib/web/routes";

/** S-08: what the right password of a deactivated account leads to. */
export default async function AccountDeactivatedPage() {
  const t = await getTranslations("signIn.deactivated");
  return (
    <div className="mx-auto max-w-2xl">
      <PageHeading title={t("title")} documentTitle={await documentTitle(t("title"))} lead={t("lead")} />
      <SupportContact lead={t("next")} />
      <p className="mt-8">
        <ButtonLink href={routes.home()} variant="secondary">
          {t("back")}
        </ButtonLink>
      </p>
    </div>
  );
}
