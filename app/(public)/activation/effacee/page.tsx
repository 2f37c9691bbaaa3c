import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/app/_ui/button-link";
import { PageHeading } from "@/app/_ui/page-heading";
import { documentTitle } from "@/lib/web/document-title";
import { routes } from "@/lib/web/routes";

/** Says that the request made with somebody else's address is gone. */
export default async function RegistrationErasedPage() {
  const t = await getTranslations("activation");
  return (
    <div className="mx-auto max-w-2xl">
      <PageHeading
        title={t("erasedTitle")}
        documentTitle={await documentTitle(t("erasedTitle"))}
        lead={t("erasedLead")}
      />
      <ButtonLink href={routes.home()} variant="secondary">
        {t("backHome")}
      </ButtonLink>
    </div>
  );
}
