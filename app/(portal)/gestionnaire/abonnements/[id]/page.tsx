import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { StatusTag } from "@/app/_ui/status-tag";
import { findSubscriptionRequest, type SubscriptionRequestFacts } from "@/lib/attachment/find-subscription-request";
import { wholeHistory } from "@/lib/attachment/request-history";
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
import { Warnings } from "./warnings";

const tones = {
  pending: "warning",
  active: "success",
  refused: "danger",
  cancelled: "neutral",
  ended: "neutral",
} as const;

/** One request for a workspace, and its decision: where the link of a mail leads to. */
export default async function SubscriptionRequestPage({
  params,
  searchParams,
}: PageProps<"/gestionnaire/abonnements/[id]">) {
  const actor = await requireManager();
  const subscriptionId = rowId((await params).id);
  const request = (await findSubscriptionRequest(await live(), actor, subscriptionId)) ?? notFound();
  const { action, fait } = await searchParams;
  const t = await getTranslations("desk.request");
  const { requester, status, nextId } = request;
  const path = routes.subscriptionRequest(subscriptionId);
  const isPending = status === "pending";
  const { isRequesterActive, isStructureActive, isWorkspaceOpen, attachment, department } = request;
  const isAttached = attachment !== null && !attachment.isSuspended;
  const opensSomething = isWorkspaceOpen && !department?.isOver;
  const mayApprove = isRequesterActive && isStructureActive && opensSomething && isAttached;
  const asksApproval = isPending && mayApprove && action === "valider";
  const asksRefusal = isPending && request.isRequesterActive && action === "refuser";
  return (
    <RequestFrame
      title={t("subscriptionTitle", { requester })}
      titled={asksApproval || asksRefusal}
      requester={requester}
      path={path}
      nextPath={nextId && routes.subscriptionRequest(nextId)}
      isPending={isPending}
      mayApprove={mayApprove}
      isFrozen={!request.isRequesterActive}
      isJustDecided={fait === "oui"}
      facts={await factsOf(request)}
      history={wholeHistory("subscription-requested", request)}
      expiresAt={null}
    >
      {isPending ? <Warnings request={request} /> : null}
      {asksApproval ? <ApproveQuestion request={request} /> : null}
      {asksRefusal ? (
        <RefuseQuestion
          action={refuse}
          requester={requester}
          path={path}
          subject={{ name: "subscriptionId", value: subscriptionId }}
        />
      ) : null}
    </RequestFrame>
  );
}

async function factsOf(request: SubscriptionRequestFacts) {
  const t = await getTranslations("desk");
  const organisations = await getTranslations("organisations");
  const { identifierType, identifier, legalName, attachment, status, refusalReason } = request;
  return [
    { term: t("request.requester"), details: request.requester },
    { term: t("request.email"), details: request.requesterEmail ?? t("request.noEmail") },
    ...(attachment ? [{ term: t("request.role"), details: organisations(`roles.${attachment.role}`) }] : []),
    { term: t("request.structure"), details: `${legalName} (${maskedIdentifier(identifierType, identifier)})` },
    { term: t("request.workspace"), details: organisations(`workspaces.${request.workspace}.label`) },
    { term: t("request.access"), details: organisations(`access.${request.access}`) },
    { term: t("request.department"), details: request.department?.name ?? t("wholeStructure") },
    { term: t("request.comment"), details: request.comment ?? t("request.noComment") },
    { term: t("request.requestedAt"), details: formatMoment(request.requestedAt) },
    {
      term: t("request.status"),
      details: <StatusTag tone={tones[status]}>{organisations(`subscriptionStatus.${status}`)}</StatusTag>,
    },
    ...(refusalReason ? [{ term: t("request.refusalReason"), details: refusalReason }] : []),
  ];
}
