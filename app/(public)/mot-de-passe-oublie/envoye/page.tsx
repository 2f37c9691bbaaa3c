import { getTranslations } from "next-intl/server";
import { SupportContact } from "@/app/_frame/support-contact";
import { Banner } from "@/app/_ui/banner";
import { ButtonLink } from "@/app/_ui/button-link";
import { PageHeading } from "@/app/_ui/page-heading";
import { PASSWORD_RESET_MINUTES } from "@/lib/account/single-use-link";
import { live } from "@/lib/platform/live";
import { documentTitle } from "@/lib/web/document-title";
import { routes } from "@/lib/web/routes";
import { readLostPassword } from "../lost-password";

/** M-42: what was done is told by mail alone; this page says what comes next, whoever asked (R-430, SEC-22). */
export default async function ResetMailSentPage() {
  const { env } = await live();
  const kept = await readLostPassword();
  const t = await getTranslations("recovery");
  const messages = await getTranslations("messages");
  return (
    <div className="mx-auto max-w-2xl">
      <PageHeading title={t("sent.title")} documentTitle={await documentTitle(t("sent.title"))} />
      <Banner tone="info" role="status">
        {messages("M-42")}
      </Banner>
      {kept ? <p className="my-4">{t("sent.address", { email: kept.email })}</p> : null}
      <h2 className="mt-8">{t("sent.next")}</h2>
      <ol className="my-3 grid list-decimal gap-2 pl-6">
        <li>{t("sent.open")}</li>
        <li>{t("sent.follow", { minutes: PASSWORD_RESET_MINUTES })}</li>
        <li>{t("sent.signIn")}</li>
      </ol>
      <p className="my-4 text-ink-soft">{t("sent.otherMail")}</p>
      <div className="my-6 flex flex-wrap gap-3">
        <ButtonLink href={routes.signIn()}>{t("sent.toSignIn")}</ButtonLink>
        <ButtonLink href={routes.forgottenPassword()} variant="secondary">
          {t("sent.again")}
        </ButtonLink>
      </div>
      <SupportContact lead={t(env.SECRET_QUESTION === "on" ? "sent.supportQuestion" : "sent.support")} />
    </div>
  );
}
