import { getTranslations } from "next-intl/server";
import { documentTitle } from "@/lib/web/document-title";
import { routes } from "@/lib/web/routes";
import { ButtonLink } from "../_ui/button-link";
import { PageHeading } from "../_ui/page-heading";

/** What a person reads instead of what does not exist, or not for him (R-1202). */
export async function NotFoundContent() {
  const t = await getTranslations("errors.notFound");
  return (
    <>
      <PageHeading title={t("title")} documentTitle={await documentTitle(t("title"))} lead={t("lead")} />
      <p className="mb-8 max-w-prose">{t("hint")}</p>
      <ButtonLink href={routes.home()}>{t("home")}</ButtonLink>
    </>
  );
}
