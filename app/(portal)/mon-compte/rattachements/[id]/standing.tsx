import { getTranslations } from "next-intl/server";
import { SupportContact } from "@/app/_frame/support-contact";
import { Banner } from "@/app/_ui/banner";
import { ButtonLink } from "@/app/_ui/button-link";
import type { OwnAttachmentPage } from "@/lib/attachment/find-own-attachment";
import { formatDay, formatMoment } from "@/lib/i18n/format-moment";
import { routes } from "@/lib/web/routes";

/** Where a request or an attachment stands, and the next step: who was told, what was decided, what one can do. */
export async function Standing({ attachment }: { attachment: OwnAttachmentPage }) {
  const t = await getTranslations("requests.page");
  const { status, role, managers, isManaged, requestedAt, refusalReason, reactivateOn, structure } = attachment;
  switch (status) {
    case "pending":
      return (
        <Banner tone="info" title={isManaged ? t("waiting") : t("waitingForSupport")}>
          <p>
            {!isManaged
              ? t("supportTold", { date: formatMoment(requestedAt) })
              : managers.length === 0
                ? t("managersTold", { date: formatMoment(requestedAt) })
                : t("told", { names: managers.join(", "), count: managers.length, date: formatMoment(requestedAt) })}
          </p>
          <p className="mt-2">{t("whatNext")}</p>
          {isManaged ? null : (
            <div className="mt-3">
              <SupportContact lead={t("reachSupport")} />
            </div>
          )}
        </Banner>
      );
    case "approved":
      return (
        <Banner tone="success" title={t("approved")}>
          <p>{t("approvedNext")}</p>
          <p className="mt-3">
            <ButtonLink href={routes.structure(structure.structureId)}>{t("seeSheet")}</ButtonLink>
          </p>
          {role === "primary-manager" ? (
            <p className="mt-3">
              {t("primaryManager")} <a href={routes.transferManagement(structure.structureId)}>{t("transfer")}</a>
            </p>
          ) : null}
        </Banner>
      );
    case "suspended":
      return (
        <Banner tone="warning" title={t("suspended")}>
          <p>
            {reactivateOn === null
              ? t("suspendedOpen")
              : t("suspendedUntil", { date: formatDay(new Date(`${reactivateOn}T12:00:00Z`)) })}
          </p>
          {managers.length === 0 ? null : <p>{t("askManagers", { names: managers.join(", ") })}</p>}
        </Banner>
      );
    case "refused":
      return (
        <Banner tone="danger" title={t("refused")}>
          {refusalReason ? <p>{t("reasonGiven", { reason: refusalReason })}</p> : null}
          <AskAgain structure={structure} lead={t("refusedNext")} />
        </Banner>
      );
    case "cancelled": {
      const cause = causeOf(attachment);
      return (
        <Banner tone="info" title={t(cause)}>
          <AskAgain structure={structure} lead={cause === "expired" ? t("expiredNext") : t("cancelledNext")} />
        </Banner>
      );
    }
    case "ended":
      return (
        <Banner tone="info" title={t("ended")}>
          <AskAgain structure={structure} lead={t("endedNext")} />
        </Banner>
      );
  }
}

/** Why a request was cancelled; what is older than the history of acts was cancelled by its maker. */
function causeOf({ history }: OwnAttachmentPage): "expired" | "cancelled" | "closedWithStructure" {
  if (history.some(({ kind }) => kind === "attachment-expired")) return "expired";
  const byAnother = history.some(({ kind, by }) => kind === "attachment-cancelled" && by !== "oneself");
  return byAnother ? "closedWithStructure" : "cancelled";
}

/** How to ask once more; an inactive structure takes nobody in. */
async function AskAgain({ structure, lead }: { structure: OwnAttachmentPage["structure"]; lead: string }) {
  const t = await getTranslations("requests.page");
  const messages = await getTranslations("messages");
  if (structure.status === "inactive") {
    return (
      <>
        <p className="mb-3">{messages("M-26")}</p>
        <SupportContact />
      </>
    );
  }
  return (
    <>
      <p className="mb-3">{lead}</p>
      <ButtonLink href={routes.requestAttachment()}>{t("askAgain")}</ButtonLink>
    </>
  );
}
