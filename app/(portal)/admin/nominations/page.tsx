import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Banner } from "@/app/_ui/banner";
import { queryValue } from "@/app/_ui/query-value";
import { CANDIDATES_SHOWN, type Candidates, findCandidates } from "@/lib/administration/find-candidates";
import { formatMoment } from "@/lib/i18n/format-moment";
import { live } from "@/lib/platform/live";
import { typedSearch } from "@/lib/platform/typed-search";
import { requireAdministrator } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { rowId } from "@/lib/web/row-id";
import { AdminFrame } from "../admin-frame";
import { AppointmentsTable } from "./appointments-table";
import { ProposeQuestion } from "./propose-question";
import { SeatsTable } from "./seats-table";

/** The proposals of primary managers, and the seats that are empty (SEC-68, R-509). */
export default async function AppointmentsPage({ searchParams }: PageProps<"/admin/nominations">) {
  const administrator = await requireAdministrator();
  const query = await searchParams;
  const text = typedSearch(queryValue(query.personne));
  const structureId = typeof query.structure === "string" ? rowId(query.structure) : null;
  const found = structureId
    ? ((await findCandidates(await live(), administrator, { structureId, text })) ?? notFound())
    : null;
  if (found?.appointmentId) redirect(routes.adminAppointment(found.appointmentId));
  const asks = found?.isActive === true && found.candidates.length > 0;
  const t = await getTranslations("adminQueue");
  return (
    <AdminFrame
      title={t("appointments.title")}
      current={routes.adminAppointments()}
      lead={t("appointments.lead")}
      titled={asks}
    >
      {found ? <Proposal found={found} text={text} /> : null}
      <AppointmentsTable administrator={administrator} query={query} />
      <SeatsTable administrator={administrator} query={query} />
    </AdminFrame>
  );
}

/** Whom one could name in that structure. */
async function Proposal({ found, text }: { found: Candidates; text: string }) {
  const t = await getTranslations("adminQueue.propose");
  const organisations = await getTranslations("organisations");
  const { structureId, legalName: structure, candidates, total } = found;
  if (!found.isActive) return <Banner tone="warning">{t("inactive", { structure })}</Banner>;
  if (total === 0 && text === "") return <Banner tone="warning">{t("nobody", { structure })}</Banner>;
  return (
    <>
      {found.currentManager ? (
        <Banner tone="warning">{t("contested", { structure, manager: found.currentManager })}</Banner>
      ) : null}
      <ProposeQuestion
        structure={structure}
        search={
          total > CANDIDATES_SHOWN || text !== "" ? { structureId, text, shown: candidates.length, total } : undefined
        }
        candidates={candidates.map(({ attachmentId, name, email, role, status, since }) => ({
          value: attachmentId,
          label: name,
          help: t("candidate", {
            email,
            standing: organisations(status === "pending" ? "attachmentStatus.pending" : `roles.${role}`),
            date: formatMoment(since),
          }),
        }))}
        back={`${routes.adminAppointments()}#propose-${structureId}`}
      />
    </>
  );
}
