import { getTranslations } from "next-intl/server";
import { Banner } from "@/app/_ui/banner";
import { type Column, DataTable } from "@/app/_ui/data-table";
import { LongName } from "@/app/_ui/long-name";
import { StatusTag } from "@/app/_ui/status-tag";
import { readTableView } from "@/app/_ui/table-view";
import type { Administrator } from "@/lib/administration/administrator";
import { appointmentSorts, findAppointments, type ListedAppointment } from "@/lib/administration/find-appointments";
import { formatMoment } from "@/lib/i18n/format-moment";
import { live } from "@/lib/platform/live";
import { routes } from "@/lib/web/routes";
import { appointmentTones } from "./appointment-tones";

/** The proposals, those that wait for a second administrator first (SEC-68). */
export async function AppointmentsTable({
  administrator,
  query,
}: {
  administrator: Administrator;
  query: Record<string, string | string[] | undefined>;
}) {
  const view = readTableView(query, { sortable: appointmentSorts, prefix: "n-", descending: true });
  const sort = appointmentSorts.find((known) => known === view.sort) ?? "proposedAt";
  const found = await findAppointments(await live(), administrator, { ...view, sort });
  const t = await getTranslations("adminQueue");
  return (
    <section aria-labelledby="proposals" className="mb-12">
      <h2 id="proposals">{t("appointments.proposals")}</h2>
      {found.more ? <Banner tone="info">{t("more")}</Banner> : null}
      <DataTable<ListedAppointment>
        caption={t("appointments.proposals")}
        columns={await columns()}
        rows={found.rows}
        keyOf={({ appointmentId }) => appointmentId}
        view={view}
        total={found.total}
        path={routes.adminAppointments()}
        empty={t("appointments.empty")}
      />
    </section>
  );
}

async function columns(): Promise<Column<ListedAppointment>[]> {
  const t = await getTranslations("adminQueue");
  const sortable = true;
  return [
    {
      key: "candidate",
      heading: t("columns.candidate"),
      cell: ({ appointmentId, candidate }) => (
        <LongName>
          <a href={routes.adminAppointment(appointmentId)} className="inline-block min-h-6">
            {candidate}
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
      key: "proposedBy",
      heading: t("columns.proposedBy"),
      cell: ({ proposedBy }) => <LongName>{proposedBy ?? t("appointments.gone")}</LongName>,
      sortable,
    },
    {
      key: "proposedAt",
      heading: t("columns.proposedAt"),
      cell: ({ proposedAt }) => formatMoment(proposedAt),
      sortable,
    },
    {
      key: "state",
      heading: t("columns.state"),
      cell: ({ state }) => <StatusTag tone={appointmentTones[state]}>{t(`states.${state}`)}</StatusTag>,
      sortable,
    },
  ];
}
