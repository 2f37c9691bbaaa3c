import { getTranslations } from "next-intl/server";
import { Banner } from "@/app/_ui/banner";
import { type Column, DataTable } from "@/app/_ui/data-table";
import { LongName } from "@/app/_ui/long-name";
import { queryValue } from "@/app/_ui/query-value";
import { TableSearch } from "@/app/_ui/table-search";
import { readTableView } from "@/app/_ui/table-view";
import type { Administrator } from "@/lib/administration/administrator";
import { findVacantSeats, seatSorts, type VacantSeat } from "@/lib/administration/find-vacant-seats";
import { formatMoment } from "@/lib/i18n/format-moment";
import { live } from "@/lib/platform/live";
import { typedSearch } from "@/lib/platform/typed-search";
import { maskedIdentifier } from "@/lib/structure/identifier";
import { routes } from "@/lib/web/routes";

/** The structures without a primary manager, and any other by its exact identifier: where support may name one. */
export async function SeatsTable({
  administrator,
  query,
}: {
  administrator: Administrator;
  query: Record<string, string | string[] | undefined>;
}) {
  const text = typedSearch(queryValue(query.recherche));
  const view = readTableView(query, { sortable: seatSorts, prefix: "s-" });
  const sort = seatSorts.find((known) => known === view.sort) ?? "vacantSince";
  const found = await findVacantSeats(await live(), administrator, { ...view, sort, text });
  const t = await getTranslations("adminQueue");
  const path = routes.adminAppointments();
  return (
    <section aria-labelledby="seats">
      <h2 id="seats">{t("seats.title")}</h2>
      <p className="mt-1 max-w-prose text-ink-soft">{t("seats.lead")}</p>
      <TableSearch path={path} id="recherche" label={t("seats.search")} submit={t("searchSubmit")} query={text} />
      {text ? (
        <p className="mt-2">
          <a href={path} className="inline-flex min-h-11 items-center">
            {t("clearSearch")}
          </a>
        </p>
      ) : null}
      {found.more ? <Banner tone="info">{t("more")}</Banner> : null}
      <DataTable<VacantSeat>
        caption={t("seats.title")}
        columns={await columns()}
        rows={found.rows}
        keyOf={({ structureId }) => structureId}
        view={view}
        total={found.total}
        path={path}
        keep={text ? { recherche: text } : {}}
        empty={text ? t("nothingFound") : t("seats.empty")}
      />
    </section>
  );
}

async function columns(): Promise<Column<VacantSeat>[]> {
  const t = await getTranslations("adminQueue");
  const sortable = true;
  return [
    {
      key: "legalName",
      heading: t("columns.legalName"),
      cell: ({ legalName }) => <LongName>{legalName}</LongName>,
      sortable,
    },
    {
      key: "identifier",
      heading: t("columns.identifier"),
      cell: ({ identifierType, identifier }) => maskedIdentifier(identifierType, identifier),
      sortable,
    },
    {
      key: "vacantSince",
      heading: t("columns.vacantSince"),
      cell: ({ vacantSince }) => (vacantSince ? formatMoment(vacantSince) : t("seats.held")),
      sortable,
    },
    { key: "people", heading: t("columns.people"), cell: ({ people }) => people, sortable },
    {
      key: "actions",
      heading: t("columns.actions"),
      cell: ({ structureId, legalName, appointmentId, hasCandidate }) =>
        appointmentId ? (
          <a href={routes.adminAppointment(appointmentId)} className="inline-flex min-h-11 items-center">
            {t("seats.openProposal")} <span className="sr-only">{legalName}</span>
          </a>
        ) : !hasCandidate ? (
          t("seats.nobody")
        ) : (
          <a
            id={`propose-${structureId}`}
            href={`${routes.adminAppointments()}?structure=${structureId}`}
            className="inline-flex min-h-11 items-center"
          >
            {t("seats.propose")} <span className="sr-only">{legalName}</span>
          </a>
        ),
    },
  ];
}
