import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/app/_ui/action-form";
import { Banner } from "@/app/_ui/banner";
import { ButtonLink } from "@/app/_ui/button-link";
import { PageHeading } from "@/app/_ui/page-heading";
import { SubmitButton } from "@/app/_ui/submit-button";
import { formatMoment } from "@/lib/i18n/format-moment";
import { live } from "@/lib/platform/live";
import { findReactivation } from "@/lib/recovery/find-reactivation";
import { documentTitle } from "@/lib/web/document-title";
import { formLabels } from "@/lib/web/form-labels";
import { readLinkSecret } from "@/lib/web/mailed-link";
import { routes } from "@/lib/web/routes";
import { reactivate } from "./actions";

/** Asks whoever received the mail to bring the account back; every other link is refused alike (M-44). */
export default async function ReactivatePage() {
  const secret = await readLinkSecret("reactivation-link");
  const account = secret && (await findReactivation(await live(), secret));
  const t = await getTranslations("departure.reactivation");
  const title = await documentTitle(t("title"));
  if (!account) {
    const messages = await getTranslations("messages");
    return (
      <div className="mx-auto max-w-2xl">
        <PageHeading title={t("title")} documentTitle={title} />
        <Banner tone="danger">
          {messages("M-44")} {t("refused")}
        </Banner>
        <ButtonLink href={routes.signIn()} variant="secondary">
          {t("connect")}
        </ButtonLink>
      </div>
    );
  }
  return (
    <div className="mx-auto max-w-2xl">
      <PageHeading title={t("title")} lead={t("lead")} />
      <ul className="mb-6 list-disc pl-5">
        <li>{t("seats")}</li>
        {account.eraseOn ? <li>{t("erasure", { date: formatMoment(account.eraseOn) })}</li> : null}
        <li>{t("signIn")}</li>
      </ul>
      <ActionForm action={reactivate} title={title} labels={await formLabels()}>
        <SubmitButton pendingLabel={t("pending")}>{t("submit")}</SubmitButton>
      </ActionForm>
    </div>
  );
}
