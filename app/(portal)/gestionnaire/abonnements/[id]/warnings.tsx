import { getTranslations } from "next-intl/server";
import { Banner } from "@/app/_ui/banner";
import type { SubscriptionRequestFacts } from "@/lib/attachment/find-subscription-request";
import { formatDay } from "@/lib/i18n/format-moment";
import { routes } from "@/lib/web/routes";
import { writtenDay } from "../../../structures/[id]/utilisateurs/written-day";

/** What to know before deciding: what was asked before, and what hinders a decision (R-906, SEC-67). */
export async function Warnings({ request }: { request: SubscriptionRequestFacts }) {
  const t = await getTranslations("desk.request");
  const organisations = await getTranslations("organisations");
  const { earlier, workspace, department } = request;
  return (
    <>
      {request.isStructureActive ? null : <Banner tone="warning">{t("structureInactive")}</Banner>}
      {request.isRequesterActive ? null : <Banner tone="warning">{t("requesterInactive")}</Banner>}
      {request.isRequesterActive ? <NotAttached request={request} /> : null}
      {request.isWorkspaceOpen ? null : (
        <Banner tone="warning">
          {t("workspaceClosed", { workspace: organisations(`workspaces.${workspace}.label`) })}
        </Banner>
      )}
      {department?.isOver ? (
        <Banner tone="warning">{t("departmentClosed", { department: department.name })}</Banner>
      ) : null}
      {earlier.length > 0 ? (
        <Banner tone="info" title={t("earlierTitle")}>
          <ul className="list-disc pl-5">
            {earlier.map(({ id, status, requestedAt, reason }) => {
              const facts = { date: formatDay(requestedAt), status: organisations(`subscriptionStatus.${status}`) };
              return <li key={id}>{reason ? t("earlierReason", { ...facts, reason }) : t("earlier", facts)}</li>;
            })}
          </ul>
        </Banner>
      ) : null}
    </>
  );
}

/** Who is suspended comes back, who is detached does not: the way on differs. */
async function NotAttached({ request: { attachment, structureId } }: { request: SubscriptionRequestFacts }) {
  const t = await getTranslations("desk.request");
  if (attachment === null) return <Banner tone="warning">{t("requesterDetached")}</Banner>;
  const { id, isSuspended, reactivateOn } = attachment;
  if (!isSuspended) return null;
  return (
    <Banner tone="warning">
      <p>{reactivateOn ? t("requesterSuspendedUntil", { date: writtenDay(reactivateOn) }) : t("requesterSuspended")}</p>
      <p className="mt-2">
        <a href={routes.member(structureId, id)}>{t("toRequester")}</a>
      </p>
    </Banner>
  );
}
