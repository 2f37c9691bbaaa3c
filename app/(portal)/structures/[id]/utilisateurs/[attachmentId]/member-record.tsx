import { getTranslations } from "next-intl/server";
import { actSteps } from "@/app/_portal/act-steps";
import { EmptyState } from "@/app/_ui/empty-state";
import { StatusTag } from "@/app/_ui/status-tag";
import { Timeline } from "@/app/_ui/timeline";
import type { MemberSheet } from "@/lib/attachment/find-member";
import { formatMoment } from "@/lib/i18n/format-moment";

const tones = { active: "success", pending: "warning" } as const;

/** The workspaces a person uses or asks for, with the modes. */
export async function MemberUses({ member }: { member: MemberSheet }) {
  const t = await getTranslations("members.member");
  const organisations = await getTranslations("organisations");
  if (member.status !== "approved" && member.status !== "suspended") return null;
  return (
    <section aria-labelledby="uses" className="mt-8">
      <h3 id="uses">{t("subscriptions")}</h3>
      {member.status === "suspended" && member.subscriptions.length > 0 ? <p>{t("frozen")}</p> : null}
      {member.subscriptions.length === 0 ? (
        <EmptyState>{t("subscriptionsEmpty")}</EmptyState>
      ) : (
        <ul className="mt-2 divide-y divide-line">
          {member.subscriptions.map(({ id, workspace, access, status, department, since }) => (
            <li key={id} className="flex flex-wrap items-baseline gap-x-4 gap-y-1 py-2">
              <span className="font-semibold">{organisations(`workspaces.${workspace}.label`)}</span>
              <span>{organisations(`access.${access}`)}</span>
              <span>{department ?? t("allDepartments")}</span>
              <StatusTag tone={tones[status]}>{organisations(`subscriptionStatus.${status}`)}</StatusTag>
              <span className="text-ink-soft text-sm tabular-nums">
                {t("since")} {formatMoment(since)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** What happened to a person's attachment: when, what, who, why. */
export async function MemberHistory({ member }: { member: MemberSheet }) {
  const t = await getTranslations("members.member");
  return (
    <section aria-labelledby="history" className="mt-8">
      <h3 id="history">{t("history")}</h3>
      {member.history.length === 0 ? (
        <EmptyState>{t("historyEmpty")}</EmptyState>
      ) : (
        <Timeline label={t("history")} steps={await actSteps(member.history)} />
      )}
    </section>
  );
}
