import { getTranslations } from "next-intl/server";
import { SupportContact } from "@/app/_frame/support-contact";
import { ActionForm } from "@/app/_ui/action-form";
import { Banner } from "@/app/_ui/banner";
import { ButtonLink } from "@/app/_ui/button-link";
import { DescriptionList } from "@/app/_ui/description-list";
import { PageHeading } from "@/app/_ui/page-heading";
import { SubmitButton } from "@/app/_ui/submit-button";
import { formatMoment } from "@/lib/i18n/format-moment";
import { documentTitle } from "@/lib/web/document-title";
import { formLabels } from "@/lib/web/form-labels";
import { routes } from "@/lib/web/routes";
import { askBack } from "./actions";
import { readClosedAccount } from "./closed-account";

type Closed = NonNullable<Awaited<ReturnType<typeof readClosedAccount>>>;

/**
 * S-08: what the right password of a deactivated account leads to, and what one sees after closing one's own (R-421,
 * Whoever comes without either is told the way in general.
 */
export default async function AccountDeactivatedPage({ searchParams }: PageProps<"/compte-desactive">) {
  const { fait } = await searchParams;
  const account = await readClosedAccount();
  const t = await getTranslations("departure.closed");
  const title = await documentTitle(t("title"));
  const canAsk = account !== null && account.reactivationRequestedAt === null && !isTooLate(account);
  return (
    <div className="mx-auto max-w-2xl">
      <PageHeading title={t("title")} lead={t("lead")} documentTitle={canAsk ? undefined : title} />
      {account ? (
        <>
          <Done done={fait} />
          <Facts account={account} />
        </>
      ) : (
        <p>{t("general")}</p>
      )}
      {canAsk ? (
        <ActionForm action={askBack} title={title} labels={await formLabels()}>
          <SubmitButton pendingLabel={t("pending")}>{t("submit")}</SubmitButton>
        </ActionForm>
      ) : null}
      {account ? null : (
        <p className="mt-6">
          <ButtonLink href={routes.signIn()}>{t("signIn")}</ButtonLink>
        </p>
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

/** What one has just done in one's own account. */
async function Done({ done }: { done: string | string[] | undefined }) {
  const t = await getTranslations("departure.closed.done");
  if (done !== "desactivation" && done !== "suppression") return null;
  return (
    <Banner tone="success" role="status">
      {t(done)}
    </Banner>
  );
}

async function Facts({ account }: { account: Closed }) {
  const t = await getTranslations("departure.closed");
  const { cause, deactivatedAt, eraseOn, reactivationRequestedAt, wayBack, contact: email } = account;
  const until = formatMoment(wayBack.until);
  return (
    <>
      <DescriptionList
        items={[
          { term: t("since"), details: formatMoment(deactivatedAt) },
          { term: t("cause"), details: t(`causes.${cause}`) },
          ...(eraseOn ? [{ term: t("eraseOn"), details: formatMoment(eraseOn) }] : []),
        ]}
      />
      {isTooLate(account) ? (
        <Banner tone="warning">{t("tooLate", { date: until })}</Banner>
      ) : eraseOn ? (
        <Banner tone="warning">{t("erasure", { date: formatMoment(eraseOn) })}</Banner>
      ) : null}
      {isTooLate(account) ? null : reactivationRequestedAt ? (
        <Banner tone="info">{t("waiting", { date: formatMoment(reactivationRequestedAt), email })}</Banner>
      ) : (
        <div className="my-6 grid max-w-prose gap-2">
          <p>{t("kept")}</p>
          <p>
            {cause === "administrator"
              ? t("bySupport", { email })
              : wayBack.kind === "week"
                ? t("link", { email })
                : t("linkBeforeErasure", { email, date: until })}
          </p>
        </div>
      )}
    </>
  );
}

/** The erasure comes before a mail with a link would; what support must answer waits for it. */
function isTooLate({ cause, wayBack }: Closed): boolean {
  return cause !== "administrator" && wayBack.kind === "too-late";
}
