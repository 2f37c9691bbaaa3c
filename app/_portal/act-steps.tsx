import { getTranslations } from "next-intl/server";
import type { TimelineStep } from "@/app/_ui/timeline";
import type { RequestAct } from "@/lib/attachment/request-history";
import { formatMoment } from "@/lib/i18n/format-moment";

/** What was done to a request or an attachment, as managers read it: what, when, by whom, why. */
export async function actSteps(history: RequestAct[]): Promise<TimelineStep[]> {
  const t = await getTranslations("desk.request");
  const acts = await getTranslations("portal.history");
  return history.map(({ kind, happenedAt, actor, reason }, index) => ({
    key: `${index}`,
    title: acts(kind),
    when: formatMoment(happenedAt),
    details: (
      <>
        <p>{actor ? t("by", { actor }) : t("byPortal")}</p>
        {reason ? <p>{t("reason", { reason })}</p> : null}
      </>
    ),
  }));
}
