import { getTranslations } from "next-intl/server";
import { Banner } from "@/app/_ui/banner";
import { type Column, DataTable } from "@/app/_ui/data-table";
import { LongName } from "@/app/_ui/long-name";
import { StatusTag } from "@/app/_ui/status-tag";
import { readTableView } from "@/app/_ui/table-view";
import type { Administrator } from "@/lib/administration/administrator";
import { type AccountSearch, accountSorts, findAccounts, type ListedAccount } from "@/lib/administration/find-accounts";
import { formatMoment } from "@/lib/i18n/format-moment";
import { live } from "@/lib/platform/live";
import { routes } from "@/lib/web/routes";
import { stateTones } from "./state-names";

/** The accounts that a search finds, each a link to its file (R-1401). */
export async function AccountsTable({
  administrator,
  query,
  text,
  filter,
  keep,
}: {
  administrator: Administrator;
  query: Record<string, string | string[] | undefined>;
  text: string;
  filter: AccountSearch["filter"];
  keep: Record<string, string>;
}) {
  const view = readTableView(query, { sortable: accountSorts, pageSize: 10, descending: true });
  const sort = accountSorts.find((known) => known === view.sort) ?? "createdAt";
  const found = await findAccounts(await live(), administrator, { ...view, sort, query: text, filter });
  const t = await getTranslations("administration");
  return (
    <>
      {found.more ? <Banner tone="info">{t("more")}</Banner> : null}
      <DataTable<ListedAccount>
        caption={t("accounts.caption")}
        columns={await columns()}
        rows={found.rows}
        keyOf={({ id }) => id}
        view={view}
        total={found.total}
        path={routes.adminAccounts()}
        keep={keep}
        empty={text ? t("accounts.emptySearch") : t("accounts.empty")}
      />
    </>
  );
}

async function columns(): Promise<Column<ListedAccount>[]> {
  const t = await getTranslations("administration");
  const sortable = true;
  return [
    {
      key: "name",
      heading: t("accounts.columns.name"),
      cell: ({ id, givenName, familyName, email }) => (
        <LongName>
          <a href={routes.adminAccount(id)} className="inline-block min-h-6">
            {familyName} {givenName}
            {/* Namesakes are told apart by ear as by eye (A11Y-21). */}
            <span className="sr-only">, {email}</span>
          </a>
        </LongName>
      ),
      sortable,
    },
    {
      key: "email",
      heading: t("accounts.columns.email"),
      cell: ({ email }) => <span className="inline-block min-w-32 break-all">{email}</span>,
      sortable,
    },
    {
      key: "state",
      heading: t("accounts.columns.state"),
      cell: ({ state, reactivationRequestedAt, isAdministrator }) => (
        <span className="inline-flex flex-wrap gap-1">
          <StatusTag tone={stateTones[state]}>{t(`states.${state}`)}</StatusTag>
          {state === "deactivated" && reactivationRequestedAt ? (
            <StatusTag tone="info">{t("states.reactivation-requested")}</StatusTag>
          ) : null}
          {isAdministrator ? <StatusTag tone="neutral">{t("accounts.administrator")}</StatusTag> : null}
        </span>
      ),
      sortable,
    },
    {
      key: "createdAt",
      heading: t("accounts.columns.createdAt"),
      cell: ({ createdAt }) => formatMoment(createdAt),
      sortable,
    },
    {
      key: "lastSignInAt",
      heading: t("accounts.columns.lastSignInAt"),
      cell: ({ lastSignInAt }) =>
        lastSignInAt ? formatMoment(lastSignInAt) : <span className="text-ink-soft">{t("never")}</span>,
      sortable,
    },
  ];
}
