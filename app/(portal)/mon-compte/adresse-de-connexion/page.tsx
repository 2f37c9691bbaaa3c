import { getTranslations } from "next-intl/server";
import { PasswordAgain } from "@/app/_frame/password-again";
import { ActionForm } from "@/app/_ui/action-form";
import { Banner } from "@/app/_ui/banner";
import { ButtonLink } from "@/app/_ui/button-link";
import { Card } from "@/app/_ui/card";
import { DescriptionList } from "@/app/_ui/description-list";
import { SubmitButton } from "@/app/_ui/submit-button";
import { TextField } from "@/app/_ui/text-field";
import { findWaitingAddress, type WaitingAddress } from "@/lib/account/find-waiting-address";
import { formatMoment } from "@/lib/i18n/format-moment";
import { live } from "@/lib/platform/live";
import { documentTitle } from "@/lib/web/document-title";
import { formLabels } from "@/lib/web/form-labels";
import { requireAccount } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { AccountFrame } from "../account-frame";
import { askForLoginEmail, giveUpLoginEmail } from "./actions";

/** "Changer mon adresse de connexion". An address that waits is shown alike, free or taken (SEC-22). */
export default async function ChangeLoginEmailPage({ searchParams }: PageProps<"/mon-compte/adresse-de-connexion">) {
  const { accountId, email, contactEmail } = await requireAccount();
  const { fait } = await searchParams;
  const waiting = await findWaitingAddress(await live(), { accountId, purpose: "login-email-change" });
  const t = await getTranslations("account.loginEmail");
  const passwords = await getTranslations("passwords");
  return (
    <AccountFrame title={t("title")} current={routes.security()} lead={t("lead")} titled>
      <div className="max-w-2xl">
        {fait === "demande" || fait === "abandon" ? (
          <Banner tone={fait === "demande" ? "info" : "success"} role="status">
            {t(`done.${fait}`)}
          </Banner>
        ) : null}
        {waiting ? <Waiting waiting={waiting} /> : null}
        <DescriptionList items={[{ term: t("current"), details: email }]} />
        <p className="mt-2 mb-8 text-ink-soft">
          {contactEmail === email ? t("contactFollows") : t("contactStays", { email: contactEmail })}
        </p>
        <ActionForm action={askForLoginEmail} title={await documentTitle(t("title"))} labels={await formLabels()}>
          <TextField name="email" label={t("email")} type="email" autoComplete="email" required />
          <TextField name="emailAgain" label={t("emailAgain")} type="email" autoComplete="email" required />
          <PasswordAgain always label={passwords("current")} />
          <div className="flex flex-wrap gap-3">
            <SubmitButton pendingLabel={t("sending")}>{t("submit")}</SubmitButton>
            <ButtonLink href={routes.security()} variant="secondary">
              {t("cancel")}
            </ButtonLink>
          </div>
        </ActionForm>
      </div>
    </AccountFrame>
  );
}

async function Waiting({ waiting: { email, expiresAt, isExpired } }: { waiting: WaitingAddress }) {
  const t = await getTranslations("account.loginEmail.waiting");
  return (
    <div className="mb-8">
      <Card title={t("title")}>
        <p className="mb-4">
          {isExpired ? t("expired", { email }) : t("until", { email, date: formatMoment(expiresAt) })}
        </p>
        <ActionForm
          action={giveUpLoginEmail}
          title={await documentTitle(t("title"))}
          labels={await formLabels()}
          id="give-up"
          sharesPage
        >
          <SubmitButton variant="secondary" pendingLabel={t("givingUp")}>
            {t("giveUp")}
          </SubmitButton>
        </ActionForm>
      </Card>
    </div>
  );
}
