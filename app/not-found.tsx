import { getTranslations } from "next-intl/server";
import { documentTitle } from "@/lib/web/document-title";
import { routes } from "@/lib/web/routes";
import { Frame } from "./_frame/frame";
import { ButtonLink } from "./_ui/button-link";
import { PageHeading } from "./_ui/page-heading";

/** What does not exist, or not for this person: the same answer (R-1202). */
export default async function NotFound() {
  const t = await getTranslations("errors.notFound");
  return (
    <Frame>
      <PageHeading title={t("title")} documentTitle={await documentTitle(t("title"))} lead={t("lead")} />
      <p className="mb-8 max-w-prose">{t("hint")}</p>
      <ButtonLink href={routes.home()}>{t("home")}</ButtonLink>
    </Frame>
  );
}
