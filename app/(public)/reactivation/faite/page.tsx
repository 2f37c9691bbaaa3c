import { getTranslations } from "next-intl/server";
import { Banner } from "@/app/_ui/banner";
import { ButtonLink } from "@/app/_ui/button-link";
import { PageHeading } from "@/app/_ui/page-heading";
import { documentTitle } from "@/lib/web/document-title";
import { routes } from "@/lib/web/routes";

/** Says that the account is back; signing in is the next step. */
export default async function ReactivatedPage() {
  const t = await getTranslations("departure.reactivation");
  const title = t("doneTitle");
  return (
    <div className="mx-auto max-w-2xl">
      <PageHeading title={title} documentTitle={await documentTitle(title)} />
      <Banner tone="success" role="status">
        {t("done")}
      </Banner>
      <p className="mb-6 max-w-prose">{t("doneNext")}</p>
      <ButtonLink href={routes.signIn()}>{t("connect")}</ButtonLink>
    </div>
  );
}
