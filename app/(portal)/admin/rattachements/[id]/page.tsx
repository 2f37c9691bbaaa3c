import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Banner } from "@/app/_ui/banner";
import { ButtonLink } from "@/app/_ui/button-link";
import { DescriptionList } from "@/app/_ui/description-list";
import { StatusTag } from "@/app/_ui/status-tag";
import { findQueuedRequest, type QueuedRequestFacts } from "@/lib/administration/find-queued-request";
import { deadlinesOf } from "@/lib/attachment/request-life";
import { countryLine } from "@/lib/i18n/countries";
import { formatDay, formatMoment } from "@/lib/i18n/format-moment";
import { live } from "@/lib/platform/live";
import { addressLines } from "@/lib/structure/address";
import { displayIdentifier } from "@/lib/structure/identifier";
import { currentLanguage } from "@/lib/web/current-language";
import { requireAdministrator } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { rowId } from "@/lib/web/row-id";
import { ActQuestion } from "../../act-question";
import { AdminFrame } from "../../admin-frame";
import { ProposeQuestion } from "../../nominations/propose-question";
import { approveRequest, refuseRequest } from "./actions";
import { RegisterFacts } from "./register-facts";

const tones = {
  pending: "warning",
  approved: "success",
  refused: "danger",
  cancelled: "neutral",
  suspended: "warning",
  ended: "neutral",
} as const;

/** One request for a structure that nobody manages, what is known of both sides, and what support may do (R-857, SEC-68). */
export default async function QueuedRequestPage({ params, searchParams }: PageProps<"/admin/rattachements/[id]">) {
  const administrator = await requireAdministrator();
  const attachmentId = rowId((await params).id);
  const request = (await findQueuedRequest(await live(), administrator, attachmentId)) ?? notFound();
  const { action, fait } = await searchParams;
  const t = await getTranslations("adminQueue");
  const { requester, structure, others } = request;
  const isPending = request.status === "pending";
  const isOwn = requester.accountId === administrator.accountId;
  const asked = askedOf(request, action, isOwn);
  return (
    <AdminFrame
      title={t("request.title", { requester: requester.name })}
      current={routes.adminRequests()}
      titled={asked !== null}
    >
      {asked ? <Question request={request} asked={asked} /> : null}
      {isPending ? (
        <Hindrances request={request} isOwn={isOwn} />
      ) : (
        <Decided request={request} isJustDecided={fait === "valide" || fait === "refuse"} />
      )}
      <section aria-labelledby="facts">
        <h2 id="facts" className="mb-3">
          {t("request.facts")}
        </h2>
        <DescriptionList items={await factsOf(request)} />
      </section>
      {isPending ? <Acts request={request} isOwn={isOwn} /> : null}
      <section aria-labelledby="register" className="mt-10">
        <h2 id="register" className="mb-3">
          {t("register.title")}
        </h2>
        <RegisterFacts {...structure} />
      </section>
      <section aria-labelledby="others" className="mt-10">
        <h2 id="others">{t("request.others")}</h2>
        {others.length === 0 ? (
          <p className="mt-2">{t("request.noOthers")}</p>
        ) : (
          <ul className="mt-2 grid gap-1">
            {others.map((other) => (
              <li key={other.attachmentId}>
                <a href={routes.adminRequest(other.attachmentId)} className="inline-flex min-h-11 items-center">
                  {t("request.other", { name: other.name, date: formatMoment(other.requestedAt) })}
                </a>
              </li>
            ))}
          </ul>
        )}
      </section>
      <p className="mt-8 flex flex-wrap gap-3">
        {request.nextId && !isPending ? (
          <ButtonLink href={routes.adminRequest(request.nextId)}>{t("request.next")}</ButtonLink>
        ) : null}
        <ButtonLink href={routes.adminRequests()} variant="secondary">
          {t("request.back")}
        </ButtonLink>
      </p>
    </AdminFrame>
  );
}

type Asked = "valider" | "refuser" | "nommer";

/** The question that the address asks, if it can be answered. */
function askedOf(request: QueuedRequestFacts, action: string | string[] | undefined, isOwn: boolean): Asked | null {
  if (request.status !== "pending") return null;
  const { mayApprove, mayRefuse, mayPropose } = possible(request, isOwn);
  if (action === "valider") return mayApprove ? action : null;
  if (action === "refuser") return mayRefuse ? action : null;
  return action === "nommer" && mayPropose ? action : null;
}

async function Question({ request, asked }: { request: QueuedRequestFacts; asked: Asked }) {
  const t = await getTranslations("adminQueue");
  const { attachmentId, requester, structure } = request;
  const names = { requester: requester.name, structure: structure.legalName };
  const back = `${routes.adminRequest(attachmentId)}#action=${asked}`;
  const hidden: [string, string][] = [["attachmentId", attachmentId]];
  if (asked === "valider") {
    return (
      <ActQuestion
        title={t("approve.title", names)}
        consequence={t("approve.consequence", names)}
        submit={t("approve.submit")}
        action={approveRequest}
        hidden={hidden}
        back={back}
      />
    );
  }
  if (asked === "refuser") {
    return (
      <ActQuestion
        title={t("refuse.title", names)}
        consequence={t("refuse.consequence", names)}
        submit={t("refuse.submit")}
        action={refuseRequest}
        hidden={hidden}
        back={back}
        variant="danger"
        told
      />
    );
  }
  return <ProposeQuestion {...names} candidates={[{ value: attachmentId, label: requester.name }]} back={back} />;
}

/** What can be asked of a request that waits. */
function possible(request: QueuedRequestFacts, isOwn: boolean) {
  const { requester, structure, appointmentId } = request;
  const mayRefuse = requester.isActive && !isOwn;
  const isLive = mayRefuse && structure.isActive;
  return { mayRefuse, mayApprove: isLive && !isAllClosed(request), mayPropose: isLive && appointmentId === null };
}

/** Every department that was asked for has closed since: nothing is left to approve. */
function isAllClosed({ departments }: QueuedRequestFacts): boolean {
  return departments.length > 0 && departments.every(({ isOpen }) => !isOpen);
}

async function Hindrances({ request, isOwn }: { request: QueuedRequestFacts; isOwn: boolean }) {
  const t = await getTranslations("adminQueue.request");
  const { requester, structure, appointmentId } = request;
  return (
    <>
      {isOwn ? <Banner tone="warning">{t("own")}</Banner> : null}
      {structure.isActive ? null : <Banner tone="warning">{t("structureInactive")}</Banner>}
      {requester.isActive ? null : <Banner tone="warning">{t("requesterInactive")}</Banner>}
      {isAllClosed(request) ? <Banner tone="warning">{t("departmentsClosed")}</Banner> : null}
      {structure.sector === "public" ? <Banner tone="warning">{t("publicBody")}</Banner> : null}
      {appointmentId ? (
        <Banner tone="info">
          <p>{t("proposed")}</p>
          <p>
            <a href={routes.adminAppointment(appointmentId)}>{t("openProposal")}</a>
          </p>
        </Banner>
      ) : null}
    </>
  );
}

async function Decided({ request, isJustDecided }: { request: QueuedRequestFacts; isJustDecided: boolean }) {
  const t = await getTranslations("adminQueue.request");
  const messages = await getTranslations("messages");
  return isJustDecided ? (
    <Banner tone="success" role="status">
      {t("done", { requester: request.requester.name })}
    </Banner>
  ) : (
    <Banner tone="info">{messages("M-54")}</Banner>
  );
}

async function Acts({ request, isOwn }: { request: QueuedRequestFacts; isOwn: boolean }) {
  const t = await getTranslations("adminQueue");
  const path = routes.adminRequest(request.attachmentId);
  const { mayApprove, mayRefuse, mayPropose } = possible(request, isOwn);
  if (!mayRefuse) return null;
  return (
    <section aria-labelledby="acts" className="mt-8">
      <h2 id="acts">{t("request.acts")}</h2>
      <p className="mt-1 max-w-prose text-ink-soft">{t("request.actsHelp")}</p>
      <p className="mt-4 flex flex-wrap gap-3">
        {mayApprove ? <ButtonLink href={`${path}?action=valider`}>{t("approve.submit")}</ButtonLink> : null}
        {mayPropose ? (
          <ButtonLink href={`${path}?action=nommer`} variant="secondary">
            {t("propose.submit")}
          </ButtonLink>
        ) : null}
        <ButtonLink href={`${path}?action=refuser`} variant="secondary">
          {t("refuse.submit")}
        </ButtonLink>
      </p>
    </section>
  );
}

async function factsOf({ requester, structure, ...request }: QueuedRequestFacts) {
  const t = await getTranslations("adminQueue");
  const organisations = await getTranslations("organisations");
  const { status, requestedAt, departments } = request;
  const country = countryLine(structure.address.country, await currentLanguage());
  const expiresAt = status === "pending" ? deadlinesOf(requestedAt).expiry : null;
  return [
    {
      term: t("columns.requester"),
      details: (
        <a href={routes.adminAccount(requester.accountId)} className="inline-block min-h-6">
          {requester.name}
        </a>
      ),
    },
    { term: t("request.email"), details: requester.email },
    { term: t("request.contactEmail"), details: requester.contactEmail },
    { term: t("columns.legalName"), details: structure.legalName },
    { term: t("columns.identifier"), details: displayIdentifier(structure.identifierType, structure.identifier) },
    { term: t("request.address"), details: addressLines(structure.address, country).join(", ") },
    { term: t("request.sector"), details: t(`sectors.${structure.sector}`) },
    {
      term: t("columns.vacantSince"),
      details: structure.vacantSince ? formatMoment(structure.vacantSince) : t("request.managerClosed"),
    },
    {
      term: t("request.departments"),
      details: departments.map(({ code, name }) => `${name} (${code})`).join(", ") || t("request.defaultDepartment"),
    },
    { term: t("request.comment"), details: request.comment ?? t("request.noComment") },
    { term: t("columns.since"), details: formatMoment(requestedAt) },
    ...(expiresAt ? [{ term: t("request.expiresAt"), details: formatDay(expiresAt) }] : []),
    {
      term: t("request.status"),
      details: <StatusTag tone={tones[status]}>{organisations(`attachmentStatus.${status}`)}</StatusTag>,
    },
  ];
}
