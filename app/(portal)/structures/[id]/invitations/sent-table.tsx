import { getTranslations } from "next-intl/server";
import { type Column, DataTable } from "@/app/_ui/data-table";
import { LongName } from "@/app/_ui/long-name";
import { questionId } from "@/app/_ui/question-id";
import { StatusTag } from "@/app/_ui/status-tag";
import type { TableView } from "@/app/_ui/table-view";
import { formatDay } from "@/lib/i18n/format-moment";
import type { SentInvitation, SentPage, SentStatus } from "@/lib/invitation/find-sent-invitations";
import { questionFor, questionHref } from "./questions";

const tones = {
  pending: "info",
  accepted: "success",
  declined: "neutral",
  withdrawn: "neutral",
  expired: "warning",
  lapsed: "warning",
} as const satisfies Record<SentStatus, string>;

/** The table of the invitations of a structure, with what can be done to each line. */
export async function SentTable({
  page: { rows, total },
  view,
  path,
  search,
  mayResend,
}: {
  page: SentPage;
  view: TableView;
  path: string;
  search: string;
  mayResend: boolean;
}) {
  const t = await getTranslations("invitations.sent");
  const organisations = await getTranslations("organisations");
  const columns: Column<SentInvitation>[] = [
    {
      key: "email",
      heading: t("email"),
      sortable: true,
      cell: ({ email }) => <span className="break-all md:inline-block md:min-w-60">{email}</span>,
    },
    { key: "role", heading: t("role"), sortable: true, cell: ({ role }) => organisations(`roles.${role}`) },
    {
      key: "invitedAt",
      heading: t("invitedAt"),
      sortable: true,
      cell: ({ invitedAt }) => formatDay(invitedAt),
    },
    {
      key: "inviter",
      heading: t("inviter"),
      sortable: true,
      cell: ({ inviter }) => <LongName>{inviter ?? t("inviterGone")}</LongName>,
    },
    {
      key: "status",
      heading: t("status"),
      sortable: true,
      cell: ({ status }) => <StatusTag tone={tones[status]}>{t(`statuses.${status}`)}</StatusTag>,
    },
    {
      key: "expiresAt",
      heading: t("expiresAt"),
      sortable: true,
      cell: ({ expiresAt }) => formatDay(expiresAt),
    },
    {
      key: "actions",
      heading: t("actions"),
      cell: (invitation) => (
        <ul className="flex flex-wrap gap-x-4">
          {(["renvoyer", "retirer"] as const)
            .filter((question) => question === "retirer" || mayResend)
            .filter((question) => questionFor(invitation, question))
            .map((question) => {
              const [label, name] =
                question === "renvoyer"
                  ? [t("resend"), t("resendNamed", { email: invitation.email })]
                  : [t("withdraw"), t("withdrawNamed", { email: invitation.email })];
              const href = questionHref(path, question, invitation.id);
              return (
                <li key={question}>
                  <a id={questionId(href)} href={href} aria-label={name} className="inline-flex min-h-11 items-center">
                    {label}
                  </a>
                </li>
              );
            })}
        </ul>
      ),
    },
  ];
  return (
    <>
      <DataTable
        caption={t("caption")}
        columns={columns}
        rows={rows}
        keyOf={({ id }) => id}
        view={view}
        total={total}
        path={path}
        keep={search ? { recherche: search } : {}}
        empty={search ? t("emptySearch") : t("empty")}
      />
      {rows.some(({ status }) => status === "lapsed") ? (
        <p className="mt-4 max-w-prose text-ink-soft text-sm">{t("lapsedHelp")}</p>
      ) : null}
    </>
  );
}
