import { getTranslations } from "next-intl/server";
import { NewsList } from "@/app/_frame/news-list";
import { SupportContact } from "@/app/_frame/support-contact";
import { Banner } from "@/app/_ui/banner";
import { ButtonLink } from "@/app/_ui/button-link";
import { PageHeading } from "@/app/_ui/page-heading";
import { isAttached, type OwnAttachment } from "@/lib/attachment/actor";
import { findFeed } from "@/lib/attachment/find-feed";
import { formatMoment } from "@/lib/i18n/format-moment";
import { live } from "@/lib/platform/live";
import { currentNews } from "@/lib/web/current-news";
import { documentTitle } from "@/lib/web/document-title";
import { requireAccount } from "@/lib/web/guards";
import { routes, welcomes } from "@/lib/web/routes";
import { SuspendedAttachments } from "../mon-compte/rattachements/suspended-attachments";
import { Feed } from "./feed";

/** S-09: what happened, what is new, where to go; and what an unattached or waiting person should do. */
export default async function PortalHomePage({ searchParams }: PageProps<"/accueil">) {
  const actor = await requireAccount();
  const { bienvenue } = await searchParams;
  const welcome = welcomes.find((known) => known === bienvenue);
  const t = await getTranslations("portal.home");
  const messages = await getTranslations("messages");
  const invitations = await getTranslations("invitations.home");
  const [feed, news] = await Promise.all([findFeed(await live(), actor), currentNews()]);

  const attached = isAttached(actor);
  const holds = (code: string) => actor.subscriptions.some(({ workspace }) => workspace === code);
  return (
    <>
      <PageHeading
        title={t("title")}
        documentTitle={await documentTitle(t("title"))}
        lead={t("greeting", { givenName: actor.givenName, familyName: actor.familyName })}
      />
      {welcome === "attached" && attached ? (
        <Banner tone="success" role="status">
          {messages("M-31")}
        </Banner>
      ) : null}
      {welcome === "taken-by-another" ? <Banner tone="info">{t("takenByAnother")}</Banner> : null}
      {welcome === "inactive" ? <Banner tone="warning">{t("inactive")}</Banner> : null}
      {actor.waitingInvitations > 0 ? (
        <Banner tone="info">
          <p>{invitations("waiting", { count: actor.waitingInvitations })}</p>
          <p className="mt-1">
            <a href={routes.invitations()}>{invitations("answer")}</a>
          </p>
        </Banner>
      ) : null}
      {attached ? null : <NotAttached attachments={actor.attachments} />}

      <div className="mt-8 grid gap-10 lg:grid-cols-[2fr_1fr]">
        <section aria-labelledby="feed">
          <h2 id="feed">{t("feed")}</h2>
          <Feed lines={feed} />
        </section>
        <div className="space-y-10">
          <section aria-labelledby="quick-access">
            <h2 id="quick-access">{t("quickAccess")}</h2>
            <ul className="mt-3 space-y-3">
              <li>
                <ButtonLink href={routes.requestSubscription()} variant="secondary">
                  {t("addWorkspace")}
                </ButtonLink>
              </li>
              {holds("FACTURES_EMISES") ? (
                <li>
                  <ButtonLink href={routes.workspace("FACTURES_EMISES")} variant="secondary">
                    {t("submitInvoice")}
                  </ButtonLink>
                </li>
              ) : null}
              {holds("SUIVI_FLUX") ? (
                <li>
                  <ButtonLink href={routes.workspace("SUIVI_FLUX")} variant="secondary">
                    {t("ediRejections")}
                  </ButtonLink>
                </li>
              ) : null}
              <li>
                <ButtonLink href={routes.publicStructures()} variant="secondary">
                  {t("searchPublic")}
                </ButtonLink>
              </li>
            </ul>
          </section>
          <section aria-labelledby="news">
            <h2 id="news">{t("news")}</h2>
            <NewsList items={news} />
          </section>
          {attached ? null : <SupportContact lead={t("support")} />}
        </div>
      </div>
    </>
  );
}

/** What whoever acts for nobody yet should know: who decides on his request, or how to make one. */
async function NotAttached({ attachments }: { attachments: OwnAttachment[] }) {
  const t = await getTranslations("portal.home");
  const requests = await getTranslations("requests.page");
  const messages = await getTranslations("messages");
  if (attachments.length === 0) return <Banner tone="warning">{messages("M-33")}</Banner>;
  const waiting = attachments.filter(({ status }) => status === "pending");
  const forManagers = waiting.filter(({ isManaged }) => isManaged);
  const forSupport = waiting.filter(({ isManaged }) => !isManaged);
  const lineOf = ({ attachmentId, label, legalName, requestedAt }: OwnAttachment) => (
    <>
      {t("waitingLine", { structure: label ?? legalName, date: formatMoment(requestedAt) })}{" "}
      <a href={routes.ownAttachment(attachmentId)} className="inline-block min-h-6">
        {t("seeRequest")} <span className="sr-only">{label ?? legalName}</span>
      </a>
    </>
  );
  return (
    <>
      {forManagers.length > 0 ? (
        <Banner tone="info" title={t("waitingTitle")}>
          <p>{messages("M-32")}</p>
          <ul className="my-2 list-disc pl-5">
            {forManagers.map((request) => (
              <li key={request.attachmentId}>{lineOf(request)}</li>
            ))}
          </ul>
          <p>{t("waitingManagers")}</p>
        </Banner>
      ) : null}
      {forSupport.map((request) => (
        <Banner key={request.attachmentId} tone="info" title={requests("waitingForSupport")}>
          <p>{lineOf(request)}</p>
          <p>{requests("supportTold", { date: formatMoment(request.requestedAt) })}</p>
          <p>{requests("whatNext")}</p>
        </Banner>
      ))}
      <SuspendedAttachments attachments={attachments} />
    </>
  );
}
