import { getTranslations } from "next-intl/server";
import { Banner } from "@/app/_ui/banner";
import type { OwnAttachment } from "@/lib/attachment/actor";
import { formatDay } from "@/lib/i18n/format-moment";
import { routes } from "@/lib/web/routes";

/** Those of a person's attachments that are suspended, and until when: he cannot ask to be attached again. */
export async function SuspendedAttachments({ attachments }: { attachments: OwnAttachment[] }) {
  const t = await getTranslations("requests");
  return attachments
    .filter(({ status }) => status === "suspended")
    .map(({ attachmentId, label, legalName, reactivateOn }) => (
      <Banner key={attachmentId} tone="warning" title={t("page.suspendedAt", { structure: label ?? legalName })}>
        <p>
          {reactivateOn === null
            ? t("page.suspendedOpen")
            : t("page.suspendedUntil", { date: formatDay(new Date(`${reactivateOn}T12:00:00Z`)) })}
        </p>
        <p className="mt-1">
          <a href={routes.ownAttachment(attachmentId)}>{t("join.seeOwn")}</a>
        </p>
      </Banner>
    ));
}
