import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/app/_ui/button-link";
import { PageHeading } from "@/app/_ui/page-heading";
import { documentTitle } from "@/lib/web/document-title";
import { currentActor } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";

/** Says that the contact address is confirmed. */
export default async function ContactEmailConfirmedPage() {
  const t = await getTranslations("activation");
  const account = await getTranslations("account.confirmContact");
  const title = t("contactDoneTitle");
  return (
    <div className="mx-auto max-w-2xl">
      <PageHeading title={title} documentTitle={await documentTitle(title)} lead={t("contactDone")} />
      {(await currentActor()) ? (
        <ButtonLink href={routes.ownDetails()} variant="secondary">
          {account("backToDetails")}
        </ButtonLink>
      ) : (
        <ButtonLink href={routes.signIn()} variant="secondary">
          {t("signIn")}
        </ButtonLink>
      )}
    </div>
  );
}
