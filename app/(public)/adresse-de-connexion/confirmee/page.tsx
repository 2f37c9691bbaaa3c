import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/app/_ui/button-link";
import { PageHeading } from "@/app/_ui/page-heading";
import { documentTitle } from "@/lib/web/document-title";
import { routes } from "@/lib/web/routes";

/** Says that the new login address counts. */
export default async function LoginEmailChangedPage() {
  const t = await getTranslations("account.confirmLogin");
  const title = t("doneTitle");
  return (
    <div className="mx-auto max-w-2xl">
      <PageHeading title={title} documentTitle={await documentTitle(title)} lead={t("done")} />
      <ButtonLink href={routes.signIn()}>{t("signIn")}</ButtonLink>
    </div>
  );
}
