import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { StatusTag } from "@/app/_ui/status-tag";
import { type AttachmentRequestFacts, findAttachmentRequest } from "@/lib/attachment/find-attachment-request";
import { wholeHistory } from "@/lib/attachment/request-history";
import { deadlinesOf } from "@/lib/attachment/request-life";
import { formatMoment } from "@/lib/i18n/format-moment";
import { live } from "@/lib/platform/live";
import { maskedIdentifier } from "@/lib/structure/identifier";
import { requireManager } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { rowId } from "@/lib/web/row-id";
import { RefuseQuestion } from "../../refuse-question";
import { RequestFrame } from "../../request-frame";
import { refuse } from "./actions";
import { ApproveQuestion } from "./approve-question";
import { isAllClosed, Warnings } from "./warnings";

const tones = {
  pending: "warning",
  approved: "success",
  refused: "danger",
  cancelled: "neutral",
  suspended: "warning",
  ended: "neutral",
} as const;

/** One request for attachment, and its decision: where the link of a mail leads to. */
export default async function AttachmentRequestPage({
  params,
  searchParams,
}: PageProps<"/gestionnaire/demandes/[id]">) {
  const actor = await requireManager();
  const attachmentId = rowId((await params).id);
  const request = (await findAttachmentRequest(await live(), actor, attachmentId)) ?? notFound();
  const { action, fait } = await searchParams;
  const t = await getTranslations("desk.request");
  const { requester, status, requestedAt, nextId } = request;
  const path = routes.attachmentRequest(attachmentId);
  const isPending = status === "pending";
  const mayApprove = request.isRequesterActive && request.isStructureActive && !isAllClosed(request);
  const asksApproval = isPending && mayApprove && action === "valider";
  const asksRefusal = isPending && request.isRequesterActive && action === "refuser";
  return (
    <RequestFrame
      title={t("attachmentTitle", { requester })}
      titled={asksApproval || asksRefusal}
      requester={requester}
      path={path}
      nextPath={nextId && routes.attachmentRequest(nextId)}
      isPending={isPending}
      mayApprove={mayApprove}
      isFrozen={!request.isRequesterActive}
      isJustDecided={fait === "oui"}
      facts={await factsOf(request)}
      history={wholeHistory("attachment-requested", request)}
      expiresAt={deadlinesOf(requestedAt).expiry}
    >
      {isPending ? <Warnings request={request} /> : null}
      {asksApproval ? <ApproveQuestion request={request} /> : null}
      {asksRefusal ? (
        <RefuseQuestion
          action={refuse}
          requester={requester}
          path={path}
          subject={{ name: "attachmentId", value: attachmentId }}
        />
      ) : null}
    </RequestFrame>
  );
}

async function factsOf(request: AttachmentRequestFacts) {
  const t = await getTranslations("desk");
  const organisations = await getTranslations("organisations");
  const { identifierType, identifier, legalName, departments, status, refusalReason } = request;
  return [
    { term: t("request.requester"), details: request.requester },
    { term: t("request.email"), details: request.requesterEmail ?? t("request.noEmail") },
    { term: t("request.structure"), details: `${legalName} (${maskedIdentifier(identifierType, identifier)})` },
    {
      term: t("request.departments"),
      details:
        departments
          .map(({ code, name, isOpen }) =>
            isOpen ? `${name} (${code})` : t("request.closedDepartment", { code, name }),
          )
          .join(", ") || t("defaultDepartment"),
    },
    { term: t("request.comment"), details: request.comment ?? t("request.noComment") },
    { term: t("request.requestedAt"), details: formatMoment(request.requestedAt) },
    {
      term: t("request.status"),
      details: <StatusTag tone={tones[status]}>{organisations(`attachmentStatus.${status}`)}</StatusTag>,
    },
    ...(refusalReason ? [{ term: t("request.refusalReason"), details: refusalReason }] : []),
  ];
}
