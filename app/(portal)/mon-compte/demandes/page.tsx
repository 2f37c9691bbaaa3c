import { getTranslations } from "next-intl/server";
import { DataTable } from "@/app/_ui/data-table";
import { LongName } from "@/app/_ui/long-name";
import { PageHeading } from "@/app/_ui/page-heading";
import { readTableView } from "@/app/_ui/table-view";
import { findOwnRequests, ownRequestSorts } from "@/lib/attachment/find-own-requests";
import type { OwnRequest } from "@/lib/attachment/own-request";
import { formatMoment } from "@/lib/i18n/format-moment";
import { live } from "@/lib/platform/live";
import { documentTitle } from "@/lib/web/document-title";
import { requireAccount } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { RequestStatus, requestWording } from "../request-wording";

/** "Historique de mes demandes", all of it. */
export default async function OwnRequestsPage({ searchParams }: PageProps<"/mon-compte/demandes">) {
  const actor = await requireAccount();
  const t = await getTranslations("requests.history");
  const wording = await requestWording();
  const view = readTableView(await searchParams, { sortable: ownRequestSorts, pageSize: 10, descending: true });
  const sort = ownRequestSorts.find((known) => known === view.sort) ?? "date";
  const { total, requests } = await findOwnRequests(await live(), actor, { ...view, sort });
  const sortable = true;
  return (
    <>
      <PageHeading title={t("title")} documentTitle={await documentTitle(t("title"))} lead={t("lead")} />
      <p>
        <a href={routes.myAccount()} className="inline-flex min-h-11 items-center">
          {t("back")}
        </a>
      </p>
      <DataTable<OwnRequest>
        caption={t("title")}
        columns={[
          {
            key: "date",
            heading: t("date"),
            cell: (request) => (
              <a href={wording.addressOf(request)} className="inline-flex min-h-11 items-center md:min-h-6">
                {formatMoment(request.requestedAt)}
              </a>
            ),
            sortable,
          },
          { key: "type", heading: t("type"), cell: ({ type }) => t(`types.${type}`), sortable },
          {
            key: "structure",
            heading: t("structure"),
            cell: (request) => <LongName>{wording.structureOf(request)}</LongName>,
            sortable,
          },
          { key: "object", heading: t("object"), cell: wording.objectOf, sortable },
          { key: "status", heading: t("status"), cell: (request) => <RequestStatus request={request} />, sortable },
          {
            key: "decidedAt",
            heading: t("decidedAt"),
            cell: ({ decidedAt }) => (decidedAt === null ? t("undecided") : formatMoment(decidedAt)),
            sortable,
          },
          { key: "reason", heading: t("reason"), cell: ({ reason }) => reason ?? t("noReason"), sortable },
        ]}
        rows={requests}
        keyOf={({ id }) => id}
        view={view}
        total={total}
        path={routes.ownRequests()}
        empty={t("empty")}
      />
    </>
  );
}
