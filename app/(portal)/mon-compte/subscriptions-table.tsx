import { getTranslations } from "next-intl/server";
import { DataTable } from "@/app/_ui/data-table";
import { LongName } from "@/app/_ui/long-name";
import { StatusTag } from "@/app/_ui/status-tag";
import { arrange, type TableView } from "@/app/_ui/table-view";
import type { OverviewSubscription } from "@/lib/attachment/find-own-overview";
import { routes } from "@/lib/web/routes";
import { statusTones } from "./status-tones";
import { structureNamer } from "./structure-namer";

/** "Mes abonnements aux espaces". */
export async function SubscriptionsTable({
  subscriptions,
  view,
  keep,
}: {
  subscriptions: OverviewSubscription[];
  view: TableView;
  keep: Record<string, string>;
}) {
  const t = await getTranslations("requests.account");
  const organisations = await getTranslations("organisations");
  const nameOf = await structureNamer();
  const workspaceOf = ({ workspace }: OverviewSubscription) => organisations(`workspaces.${workspace}.label`);
  const textOf = (row: OverviewSubscription, key: string) =>
    key === "workspace"
      ? workspaceOf(row)
      : key === "status"
        ? organisations(`subscriptionStatus.${row.status}`)
        : nameOf(row.structure);
  return (
    <DataTable<OverviewSubscription>
      caption={t("subscriptions")}
      columns={[
        {
          key: "structure",
          heading: t("structure"),
          cell: ({ structure }) => <LongName>{nameOf(structure)}</LongName>,
          sortable: true,
        },
        { key: "department", heading: t("department"), cell: ({ department }) => department ?? t("allDepartments") },
        { key: "workspace", heading: t("workspace"), cell: workspaceOf, sortable: true },
        { key: "access", heading: t("access"), cell: ({ access }) => organisations(`access.${access}`) },
        {
          key: "status",
          heading: t("status"),
          cell: ({ status }) => (
            <StatusTag tone={statusTones[status]}>{organisations(`subscriptionStatus.${status}`)}</StatusTag>
          ),
          sortable: true,
        },
        {
          key: "actions",
          heading: t("actions"),
          cell: (row) => (
            <a
              href={routes.ownSubscription(row.subscriptionId)}
              aria-label={t("seeSubscriptionOf", { workspace: workspaceOf(row), name: nameOf(row.structure) })}
              className="inline-flex min-h-11 items-center md:min-h-6"
            >
              {t("seeSubscription")}
            </a>
          ),
        },
      ]}
      rows={arrange(subscriptions, view, textOf)}
      keyOf={({ subscriptionId }) => subscriptionId}
      view={view}
      total={subscriptions.length}
      path={routes.myAccount()}
      keep={keep}
      empty={t("subscriptionsEmpty")}
    />
  );
}
