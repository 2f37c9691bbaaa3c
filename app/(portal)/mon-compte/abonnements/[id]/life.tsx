import { getTranslations } from "next-intl/server";
import { Timeline, type TimelineStep } from "@/app/_ui/timeline";
import type { OwnSubscription } from "@/lib/attachment/find-own-subscription";
import { formatMoment } from "@/lib/i18n/format-moment";

/** Who, when, what, why; and while it waits, who was told and where the answer will arrive. */
export async function Life({
  own,
  contactEmail,
  label,
}: {
  own: OwnSubscription;
  contactEmail: string;
  label: string;
}) {
  const t = await getTranslations("subscriptions.own");
  const requests = await getTranslations("requests.page");
  const history = await getTranslations("portal.history");
  // Taken without asking anybody: nobody approved it.
  const wasAsked = own.steps.some(({ kind }) => kind === "subscription-requested");
  const steps: TimelineStep[] = own.steps.map(({ key, kind, happenedAt, by, reason }) => ({
    key,
    title: kind === "subscription-approved" && !wasAsked ? t("opened") : history(kind),
    when: formatMoment(happenedAt),
    details: (
      <>
        <p>{typeof by === "object" ? requests("by.name", by) : requests(`by.${by}`)}</p>
        {reason ? <p>{t("reasonIs", { reason })}</p> : null}
      </>
    ),
  }));
  // What came with the structure or the attachment has no line of its own.
  if (steps.length === 0) steps.push({ key: "opened", title: t("opened"), when: formatMoment(own.requestedAt) });
  if (own.status === "pending") {
    const bySupport = own.managers.length === 0;
    steps.push({
      key: "answer",
      title: bySupport ? t("answerAheadSupport") : t("answerAhead"),
      when: t("ahead"),
      details: bySupport
        ? t("toldSupport", { email: contactEmail })
        : t("toldManagers", { names: own.managers.join(", "), email: contactEmail }),
      ahead: true,
    });
  }
  return <Timeline label={label} steps={steps} />;
}
