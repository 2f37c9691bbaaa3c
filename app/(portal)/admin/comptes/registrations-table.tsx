import { getTranslations } from "next-intl/server";
import { Banner } from "@/app/_ui/banner";
import { type Column, DataTable } from "@/app/_ui/data-table";
import { LongName } from "@/app/_ui/long-name";
import { StatusTag } from "@/app/_ui/status-tag";
import { readTableView } from "@/app/_ui/table-view";
import type { Administrator } from "@/lib/administration/administrator";
import { findRegistrations, type ListedRegistration, registrationSorts } from "@/lib/administration/find-registrations";
import { formatMoment } from "@/lib/i18n/format-moment";
import { live } from "@/lib/platform/live";
import { routes } from "@/lib/web/routes";

/** The registrations that wait for their activation: "Créé (non activé)". */
export async function RegistrationsTable({
  administrator,
  query,
  text,
  keep,
}: {
  administrator: Administrator;
  query: Record<string, string | string[] | undefined>;
  text: string;
  keep: Record<string, string>;
}) {
  const view = readTableView(query, { sortable: registrationSorts, pageSize: 10, descending: true });
  const sort = registrationSorts.find((known) => known === view.sort) ?? "createdAt";
  const ctx = await live();
  const found = await findRegistrations(ctx, administrator, { ...view, sort, query: text });
  const t = await getTranslations("administration");
  return (
    <>
      {found.more ? <Banner tone="info">{t("more")}</Banner> : null}
      <DataTable<ListedRegistration>
        caption={t("accounts.registrationsCaption")}
        columns={await columns(ctx.now())}
        rows={found.rows}
        keyOf={({ id }) => id}
        view={view}
        total={found.total}
        path={routes.adminAccounts()}
        keep={keep}
        empty={text ? t("accounts.emptySearch") : t("accounts.emptyRegistrations")}
      />
    </>
  );
}

async function columns(now: Date): Promise<Column<ListedRegistration>[]> {
  const t = await getTranslations("administration.accounts");
  const sortable = true;
  return [
    {
      key: "name",
      heading: t("columns.name"),
      cell: ({ id, givenName, familyName, email }) => (
        <LongName>
          <a href={routes.adminRegistration(id)} className="inline-block min-h-6">
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
      heading: t("columns.email"),
      cell: ({ email }) => <span className="inline-block min-w-32 break-all">{email}</span>,
      sortable,
    },
    {
      key: "createdAt",
      heading: t("columns.createdAt"),
      cell: ({ createdAt }) => formatMoment(createdAt),
      sortable,
    },
    {
      key: "expiresAt",
      heading: t("columns.expiresAt"),
      cell: ({ expiresAt }) =>
        expiresAt && expiresAt >= now ? formatMoment(expiresAt) : <StatusTag tone="warning">{t("noLink")}</StatusTag>,
      sortable,
    },
  ];
}
