import { getTranslations } from "next-intl/server";
import { Banner } from "@/app/_ui/banner";
import { type Column, DataTable } from "@/app/_ui/data-table";
import { LongName } from "@/app/_ui/long-name";
import { questionId } from "@/app/_ui/question-id";
import { readTableView } from "@/app/_ui/table-view";
import type { Administrator } from "@/lib/administration/administrator";
import {
  findSubscriptionQueue,
  type QueuedSubscription,
  subscriptionQueueSorts,
} from "@/lib/administration/find-subscription-queue";
import { formatMoment } from "@/lib/i18n/format-moment";
import { live } from "@/lib/platform/live";
import { routes } from "@/lib/web/routes";

/** The requests for workspaces of structures that nobody manages. */
export async function SubscriptionsTable({
  administrator,
  query,
  text,
}: {
  administrator: Administrator;
  query: Record<string, string | string[] | undefined>;
  text: string;
}) {
  const view = readTableView(query, { sortable: subscriptionQueueSorts, prefix: "a-" });
  const sort = subscriptionQueueSorts.find((known) => known === view.sort) ?? "requestedAt";
  const found = await findSubscriptionQueue(await live(), administrator, { ...view, sort, text, only: null });
  const t = await getTranslations("adminQueue");
  return (
    <section aria-labelledby="subscriptions" className="mt-12">
      <h2 id="subscriptions">{t("subscriptions.title")}</h2>
      {found.more ? <Banner tone="info">{t("more")}</Banner> : null}
      <DataTable<QueuedSubscription>
        caption={t("subscriptions.title")}
        columns={await columns()}
        rows={found.rows}
        keyOf={({ subscriptionId }) => subscriptionId}
        view={view}
        total={found.total}
        path={routes.adminRequests()}
        keep={text ? { recherche: text } : {}}
        empty={text ? t("nothingFound") : t("subscriptions.empty")}
      />
    </section>
  );
}

async function columns(): Promise<Column<QueuedSubscription>[]> {
  const t = await getTranslations("adminQueue");
  const organisations = await getTranslations("organisations");
  const sortable = true;
  return [
    {
      key: "requester",
      heading: t("columns.requester"),
      cell: ({ accountId, requester }) => (
        <LongName>
          <a href={routes.adminAccount(accountId)} className="inline-block min-h-6">
            {requester}
          </a>
        </LongName>
      ),
      sortable,
    },
    {
      key: "legalName",
      heading: t("columns.legalName"),
      cell: ({ legalName }) => <LongName>{legalName}</LongName>,
      sortable,
    },
    {
      key: "workspace",
      heading: t("columns.workspace"),
      cell: ({ workspace, access, department, comment }) => (
        <>
          {t("subscriptions.workspaceAs", {
            workspace: organisations(`workspaces.${workspace}.label`),
            access: organisations(`access.${access}`),
          })}
          {department ? (
            <span className="block text-ink-soft text-sm">{t("subscriptions.forDepartment", { department })}</span>
          ) : null}
          {comment ? (
            <span className="block text-ink-soft text-sm">{t("subscriptions.comment", { comment })}</span>
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
    {
      key: "actions",
      heading: t("columns.actions"),
      cell: (request) => <Actions request={request} />,
    },
  ];
}

async function Actions({ request: { subscriptionId, requester, workspace } }: { request: QueuedSubscription }) {
  const t = await getTranslations("adminQueue.subscriptions");
  const organisations = await getTranslations("organisations");
  const names = { requester, workspace: organisations(`workspaces.${workspace}.label`) };
  const path = `${routes.adminRequests()}?abonnement=${subscriptionId}`;
  const approval = `${path}&action=valider`;
  const refusal = `${path}&action=refuser`;
  return (
    <ul className="flex flex-wrap gap-x-4">
      <li>
        {/* The name begins with the word that is seen (A11Y-21). */}
        <a
          id={questionId(approval)}
          href={approval}
          aria-label={t("approveOne", names)}
          className="inline-flex min-h-11 items-center md:min-h-6"
        >
          {t("approve")}
        </a>
      </li>
      <li>
        <a
          id={questionId(refusal)}
          href={refusal}
          aria-label={t("refuseOne", names)}
          className="inline-flex min-h-11 items-center md:min-h-6"
        >
          {t("refuse")}
        </a>
      </li>
    </ul>
  );
}
