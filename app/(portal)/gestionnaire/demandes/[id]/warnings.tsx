import { getTranslations } from "next-intl/server";
import { Banner } from "@/app/_ui/banner";
import type { AttachmentRequestFacts } from "@/lib/attachment/find-attachment-request";
import { formatDay } from "@/lib/i18n/format-moment";

/** Every department that was asked for has closed since: nothing is left to approve. */
export function isAllClosed({ departments }: Pick<AttachmentRequestFacts, "departments">): boolean {
  return departments.length > 0 && departments.every(({ isOpen }) => !isOpen);
}

/** What to know before deciding: somebody of the same name, an earlier request, what hinders a decision (R-906, SEC-67). */
export async function Warnings({ request }: { request: AttachmentRequestFacts }) {
  const t = await getTranslations("desk.request");
  const statuses = await getTranslations("organisations.attachmentStatus");
  const { namesakes, earlier, isRequesterActive, isStructureActive } = request;
  return (
    <>
      {isStructureActive ? null : <Banner tone="warning">{t("structureInactive")}</Banner>}
      {isRequesterActive ? null : <Banner tone="warning">{t("requesterInactive")}</Banner>}
      {isRequesterActive && isAllClosed(request) ? <Banner tone="warning">{t("departmentsClosed")}</Banner> : null}
      {namesakes.length > 0 ? (
        <Banner tone="warning" title={t("namesakesTitle")}>
          <ul className="list-disc pl-5">
            {namesakes.map(({ name, email, status }) => (
              <li key={email}>{t("namesake", { name, email, status: statuses(status) })}</li>
            ))}
          </ul>
          <p className="mt-2">{t("namesakesNext")}</p>
        </Banner>
      ) : null}
      {earlier.length > 0 ? (
        <Banner tone="info" title={t("earlierTitle")}>
          <ul className="list-disc pl-5">
            {earlier.map(({ id, status, requestedAt, reason }) => {
              const facts = { date: formatDay(requestedAt), status: statuses(status) };
              return <li key={id}>{reason ? t("earlierReason", { ...facts, reason }) : t("earlier", facts)}</li>;
            })}
          </ul>
        </Banner>
      ) : null}
    </>
  );
}
