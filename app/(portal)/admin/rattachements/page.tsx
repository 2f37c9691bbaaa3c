import { getTranslations } from "next-intl/server";
import { Banner } from "@/app/_ui/banner";
import { type Column, DataTable } from "@/app/_ui/data-table";
import { LongName } from "@/app/_ui/long-name";
import { queryValue } from "@/app/_ui/query-value";
import { StatusTag } from "@/app/_ui/status-tag";
import { TableSearch } from "@/app/_ui/table-search";
import { readTableView } from "@/app/_ui/table-view";
import type { Administrator } from "@/lib/administration/administrator";
import { findAttachmentQueue, type QueuedRequest, queueSorts } from "@/lib/administration/find-attachment-queue";
import { findSubscriptionQueue, type QueuedSubscription } from "@/lib/administration/find-subscription-queue";
import { formatMoment } from "@/lib/i18n/format-moment";
import { live } from "@/lib/platform/live";
import { typedSearch } from "@/lib/platform/typed-search";
import { maskedIdentifier } from "@/lib/structure/identifier";
import { requireAdministrator } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { rowId } from "@/lib/web/row-id";
import { AdminFrame } from "../admin-frame";
import { SubscriptionQuestion } from "./subscription-question";
import { SubscriptionsTable } from "./subscriptions-table";

/** The requests that nobody but support can decide, who waits longest first (R-857, R-320, R-1401). */
export default async function AttachmentQueuePage({ searchParams }: PageProps<"/admin/rattachements">) {
  const administrator = await requireAdministrator();
  const query = await searchParams;
  const text = typedSearch(queryValue(query.recherche));
  const view = readTableView(query, { sortable: queueSorts, pageSize: 10 });
  const sort = queueSorts.find((known) => known === view.sort) ?? "requestedAt";
  const found = await findAttachmentQueue(await live(), administrator, { ...view, sort, text });
  const subscriptionId = typeof query.abonnement === "string" ? rowId(query.abonnement) : null;
  const asked = subscriptionId === null ? undefined : await findAsked(administrator, subscriptionId);
  const t = await getTranslations("adminQueue");
  const path = routes.adminRequests();
  return (
    <AdminFrame title={t("queue.title")} current={path} lead={t("queue.lead")} titled={asked !== undefined}>
      {asked ? <SubscriptionQuestion request={asked} refuses={query.action === "refuser"} /> : null}
      {subscriptionId !== null && !asked ? <Banner tone="info">{t("subscriptions.gone")}</Banner> : null}
      {query.fait === "abonnement" ? (
        <Banner tone="success" role="status">
          {t("subscriptions.done")}
        </Banner>
      ) : null}
      <TableSearch path={path} id="recherche" label={t("queue.search")} submit={t("searchSubmit")} query={text} />
      {text ? (
        <p className="mt-2">
          <a href={path} className="inline-flex min-h-11 items-center">
            {t("clearSearch")}
          </a>
        </p>
      ) : null}
      <h2 className="mt-8">{t("queue.attachments")}</h2>
      {found.more ? <Banner tone="info">{t("more")}</Banner> : null}
      <DataTable<QueuedRequest>
        caption={t("queue.attachments")}
        columns={await columns()}
        rows={found.rows}
        keyOf={({ attachmentId }) => attachmentId}
        view={view}
        total={found.total}
        path={path}
        keep={text ? { recherche: text } : {}}
        empty={text ? t("nothingFound") : t("queue.empty")}
      />
      <SubscriptionsTable administrator={administrator} query={query} text={text} />
    </AdminFrame>
  );
}

/** The request for a workspace that the address asks about, as long as it waits for support. */
async function findAsked(administrator: Administrator, only: string): Promise<QueuedSubscription | undefined> {
  const one = { text: "", only, sort: "requestedAt", descending: false, page: 1, pageSize: 5 } as const;
  return (await findSubscriptionQueue(await live(), administrator, one)).rows[0];
}

async function columns(): Promise<Column<QueuedRequest>[]> {
  const t = await getTranslations("adminQueue");
  const sortable = true;
  return [
    {
      key: "requester",
      heading: t("columns.requester"),
      cell: ({ attachmentId, requester }) => (
        <LongName>
          <a href={routes.adminRequest(attachmentId)} className="inline-block min-h-6">
            {requester}
          </a>
        </LongName>
      ),
      sortable,
    },
    {
      key: "identifier",
      heading: t("columns.identifier"),
      cell: ({ identifierType, identifier }) => maskedIdentifier(identifierType, identifier),
      sortable,
    },
    {
      key: "legalName",
      heading: t("columns.legalName"),
      cell: ({ legalName, isProposed }) => (
        <>
          <LongName>{legalName}</LongName>{" "}
          {isProposed ? (
            <span className="block">
              <StatusTag tone="info">{t("queue.proposed")}</StatusTag>
            </span>
          ) : null}
        </>
      ),
      sortable,
    },
    {
      key: "requestedAt",
      heading: t("columns.since"),
      cell: ({ requestedAt }) => formatMoment(requestedAt),
      sortable,
    },
  ];
}
