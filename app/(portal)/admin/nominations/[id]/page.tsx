import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Banner } from "@/app/_ui/banner";
import { ButtonLink } from "@/app/_ui/button-link";
import { DescriptionList } from "@/app/_ui/description-list";
import { StatusTag } from "@/app/_ui/status-tag";
import { type AppointmentFacts, findAppointment } from "@/lib/administration/find-appointment";
import { formatMoment } from "@/lib/i18n/format-moment";
import { live } from "@/lib/platform/live";
import { TAKE_OVER_HOURS } from "@/lib/structure/find-take-over-wait";
import { displayIdentifier } from "@/lib/structure/identifier";
import { requireAdministrator } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { rowId } from "@/lib/web/row-id";
import { ActQuestion } from "../../act-question";
import { AdminFrame } from "../../admin-frame";
import { appointmentTones } from "../appointment-tones";
import { confirm, decline } from "./actions";

/** One proposal of a primary manager: what the second administrator checks before he decides (SEC-68). */
export default async function AppointmentPage({ params, searchParams }: PageProps<"/admin/nominations/[id]">) {
  const administrator = await requireAdministrator();
  const appointmentId = rowId((await params).id);
  const appointment = (await findAppointment(await live(), administrator, appointmentId)) ?? notFound();
  const { action, fait } = await searchParams;
  const t = await getTranslations("adminQueue.appointment");
  const { candidate, structure, proposedBy, state } = appointment;
  const names = { candidate: candidate.name, structure: structure.legalName };
  const isOwn = proposedBy?.accountId === administrator.accountId;
  const mayConfirm = !isOwn && candidate.accountId !== administrator.accountId && isFit(appointment);
  const path = routes.adminAppointment(appointmentId);
  const isOpen = state === "proposed";
  const asksConfirmation = isOpen && action === "confirmer" && mayConfirm;
  const asksRejection = isOpen && action === "rejeter";
  const question = { hidden: [["appointmentId", appointmentId]] as [string, string][] };
  return (
    <AdminFrame
      title={t("title", names)}
      current={routes.adminAppointments()}
      titled={asksConfirmation || asksRejection}
    >
      {asksConfirmation ? (
        <ActQuestion
          {...question}
          back={`${path}#action=confirmer`}
          title={t("confirm.title", names)}
          consequence={t("confirm.consequence", { ...names, count: appointment.attached, hours: TAKE_OVER_HOURS })}
          submit={t("confirm.submit")}
          action={confirm}
        />
      ) : null}
      {asksRejection ? (
        <ActQuestion
          {...question}
          back={`${path}#action=rejeter`}
          title={t("decline.title", names)}
          consequence={t("decline.consequence")}
          submit={t("decline.submit")}
          action={decline}
          variant="danger"
        />
      ) : null}
      <Standing appointment={appointment} done={fait} isOwn={isOwn} />
      <section aria-labelledby="facts">
        <h2 id="facts" className="mb-3">
          {t("facts")}
        </h2>
        <DescriptionList items={await factsOf(appointment)} />
      </section>
      {isOpen ? (
        <p className="mt-6 flex flex-wrap gap-3">
          {mayConfirm ? <ButtonLink href={`${path}?action=confirmer`}>{t("confirm.submit")}</ButtonLink> : null}
          <ButtonLink href={`${path}?action=rejeter`} variant="secondary">
            {t("decline.submit")}
          </ButtonLink>
        </p>
      ) : null}
      <p className="mt-8">
        <ButtonLink href={routes.adminAppointments()} variant="secondary">
          {t("back")}
        </ButtonLink>
      </p>
    </AdminFrame>
  );
}

function isFit({ candidate, structure }: AppointmentFacts): boolean {
  const { isActive, status, role } = candidate;
  return (
    structure.isActive && isActive && (status === "pending" || status === "approved") && role !== "primary-manager"
  );
}

/** What has just been done, and what stands in the way. */
async function Standing({
  appointment,
  done,
  isOwn,
}: {
  appointment: AppointmentFacts;
  done: string | string[] | undefined;
  isOwn: boolean;
}) {
  const t = await getTranslations("adminQueue.appointment");
  const { candidate, structure, state, currentManager } = appointment;
  const names = { candidate: candidate.name, structure: structure.legalName };
  if (state !== "proposed") {
    const isJustDecided = done === "confirme" || done === "rejete";
    return (
      <Banner tone={isJustDecided ? "success" : "info"} role={isJustDecided ? "status" : undefined}>
        {t(`told.${state}`, names)}
      </Banner>
    );
  }
  return (
    <>
      {done === "propose" ? (
        <Banner tone="success" role="status">
          {t("told.proposed")}
        </Banner>
      ) : isOwn ? (
        <Banner tone="info">{t("own")}</Banner>
      ) : null}
      {currentManager ? <Banner tone="warning">{t("contested", { manager: currentManager })}</Banner> : null}
      {isFit(appointment) ? null : <Banner tone="warning">{t("unfit")}</Banner>}
    </>
  );
}

async function factsOf(appointment: AppointmentFacts) {
  const t = await getTranslations("adminQueue");
  const organisations = await getTranslations("organisations");
  const { candidate, structure, decidedAt, decidedBy, decisionReason, state } = appointment;
  const decision =
    decidedAt === null
      ? []
      : [
          { term: t("appointment.decidedBy"), details: decidedBy ?? t("appointment.byNobody") },
          { term: t("appointment.decidedAt"), details: formatMoment(decidedAt) },
          ...(decisionReason ? [{ term: t("appointment.decisionReason"), details: decisionReason }] : []),
        ];
  return [
    {
      term: t("columns.state"),
      details: <StatusTag tone={appointmentTones[state]}>{t(`states.${state}`)}</StatusTag>,
    },
    {
      term: t("columns.candidate"),
      details: (
        <a href={routes.adminAccount(candidate.accountId)} className="inline-block min-h-6">
          {candidate.name}
        </a>
      ),
    },
    { term: t("request.email"), details: candidate.email },
    {
      term: t("appointment.standing"),
      details: t("appointment.standingSince", {
        standing:
          candidate.status === "approved"
            ? organisations(`roles.${candidate.role}`)
            : organisations(`attachmentStatus.${candidate.status}`),
        date: formatMoment(candidate.since),
      }),
    },
    { term: t("request.comment"), details: candidate.comment ?? t("request.noComment") },
    { term: t("columns.legalName"), details: structure.legalName },
    { term: t("columns.identifier"), details: displayIdentifier(structure.identifierType, structure.identifier) },
    { term: t("request.sector"), details: t(`sectors.${structure.sector}`) },
    { term: t("appointment.reason"), details: appointment.reason },
    { term: t("appointment.evidence"), details: appointment.evidence },
    { term: t("columns.proposedBy"), details: appointment.proposedBy?.name ?? t("appointments.gone") },
    { term: t("columns.proposedAt"), details: formatMoment(appointment.proposedAt) },
    ...decision,
  ];
}
