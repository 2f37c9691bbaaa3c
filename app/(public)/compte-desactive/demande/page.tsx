import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { SupportContact } from "@/app/_frame/support-contact";
import { Banner } from "@/app/_ui/banner";
import { PageHeading } from "@/app/_ui/page-heading";
import { formatMoment } from "@/lib/i18n/format-moment";
import { documentTitle } from "@/lib/web/document-title";
import { routes } from "@/lib/web/routes";
import { requireClosedAccount } from "../closed-account";

/** S-08 once the reactivation was asked for: where the link went, or who answers, and what comes next. */
export default async function ReactivationAskedPage({ searchParams }: PageProps<"/compte-desactive/demande">) {
  const { contact: email, reactivationRequestedAt, linkUntil, wayBack } = await requireClosedAccount();
  const { envoi } = await searchParams;
  // Nothing was asked for, or its link is over.
  if (!reactivationRequestedAt && !linkUntil) return redirect(routes.accountDeactivated());
  const date = linkUntil ? formatMoment(linkUntil) : "";
  const isLast = wayBack.kind !== "week";
  const t = await getTranslations("departure.asked");
  const title = await documentTitle(t("title"));
  return (
    <div className="mx-auto max-w-2xl">
      <PageHeading title={t("title")} documentTitle={title} />
      {reactivationRequestedAt ? (
        <>
          <Banner tone="success" role="status">
            {t("queueLead", { date: formatMoment(reactivationRequestedAt) })}
          </Banner>
          <p>{t("queueNext", { email })}</p>
        </>
      ) : envoi === "limite" ? (
        <Banner tone="warning" role="alert">
          {isLast ? t("tooManyBeforeErasure", { email, date }) : t("tooMany", { email })}
        </Banner>
      ) : (
        <>
          <Banner tone="success" role="status">
            {t("linkLead", { email })}
          </Banner>
          <p>{t(isLast ? "linkNextBeforeErasure" : "linkNext", { date })}</p>
        </>
      )}
      <div className="mt-10">
        <SupportContact lead={t("support")} />
      </div>
      <p className="mt-8">
        <a href={routes.home()} className="inline-flex min-h-11 items-center">
          {t("back")}
        </a>
      </p>
    </div>
  );
}
