import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/app/_ui/empty-state";
import type { OwnRequest } from "@/lib/attachment/own-request";
import { formatMoment } from "@/lib/i18n/format-moment";
import { routes } from "@/lib/web/routes";
import { RequestStatus, requestWording } from "./request-wording";

/** The newest of "Historique de mes demandes", and the way to all of them. */
export async function NewestRequests({ requests }: { requests: OwnRequest[] }) {
  const t = await getTranslations("requests.history");
  const wording = await requestWording();
  if (requests.length === 0) return <EmptyState>{t("empty")}</EmptyState>;
  return (
    <>
      <ul className="mt-3 divide-y divide-line border-line border-y">
        {requests.map((request) => (
          <li key={request.id} className="flex flex-wrap items-baseline gap-x-4 gap-y-1 py-3">
            <span className="text-ink-soft tabular-nums">{formatMoment(request.requestedAt)}</span>
            <a href={wording.addressOf(request)}>
              {t("line", { type: t(`types.${request.type}`), structure: wording.structureOf(request) })}
            </a>
            <span>{wording.objectOf(request)}</span>
            <RequestStatus request={request} />
          </li>
        ))}
      </ul>
      <p className="mt-3">
        <a href={routes.ownRequests()} className="inline-flex min-h-11 items-center">
          {t("all")}
        </a>
      </p>
    </>
  );
}
