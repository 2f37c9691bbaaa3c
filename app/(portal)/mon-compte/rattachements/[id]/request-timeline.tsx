import { getTranslations } from "next-intl/server";
import { Timeline, type TimelineStep } from "@/app/_ui/timeline";
import type { OwnAttachmentPage } from "@/lib/attachment/find-own-attachment";
import { deadlinesOf } from "@/lib/attachment/request-life";
import { formatMoment } from "@/lib/i18n/format-moment";
import { live } from "@/lib/platform/live";

type Step = TimelineStep & { at: Date };

/** What happened to a request, who was told again, and what comes next by itself. */
export async function RequestTimeline({ attachment }: { attachment: OwnAttachmentPage }) {
  const t = await getTranslations("requests.page");
  const acts = await getTranslations("portal.history");
  const now = (await live()).now();
  const { history, requestedAt, reminders, status, isManaged } = attachment;
  const deadlines = deadlinesOf(requestedAt);
  const reminder = isManaged ? t("reminder") : t("reminderToSupport");

  const steps: Step[] = history.map(({ id, kind, happenedAt, by, reason }) => ({
    key: id,
    at: happenedAt,
    title: acts(kind),
    when: formatMoment(happenedAt),
    details: (
      <>
        <p>{typeof by === "object" ? t("by.name", by) : t(`by.${by}`)}</p>
        {reason ? <p>{t("reasonGiven", { reason })}</p> : null}
      </>
    ),
  }));
  // Requests older than the history of acts have no line of their own.
  if (
    !history.some(({ kind }) => kind === "attachment-requested") &&
    attachment.decidedAt?.getTime() !== +requestedAt
  ) {
    const title = acts("attachment-requested");
    steps.push({ key: "requested", at: requestedAt, title, when: formatMoment(requestedAt) });
  }
  for (const [index, at] of deadlines.reminders.entries()) {
    const isAhead = at > now;
    if (index >= reminders && !(isAhead && status === "pending")) continue;
    const when = isAhead ? t("on", { date: formatMoment(at) }) : formatMoment(at);
    steps.push({ key: `reminder-${index}`, at, title: reminder, when, ahead: isAhead });
  }
  if (status === "pending") {
    const when = t("on", { date: formatMoment(deadlines.expiry) });
    steps.push({ key: "expiry", at: deadlines.expiry, title: t("expiry"), when, ahead: true });
  }
  // A structure one created was never asked for.
  if (steps.length === 0) return null;
  return (
    <section aria-labelledby="life" className="mt-10">
      <h2 id="life">{t("timeline")}</h2>
      <Timeline label={t("timeline")} steps={steps.toSorted((one, other) => +one.at - +other.at)} />
    </section>
  );
}
