import { getTranslations } from "next-intl/server";
import { DataTable } from "@/app/_ui/data-table";
import { questionId } from "@/app/_ui/question-id";
import { StatusTag } from "@/app/_ui/status-tag";
import { arrange, type TableView } from "@/app/_ui/table-view";
import type { OwnSession } from "@/lib/account/find-own-sessions";
import { formatMoment } from "@/lib/i18n/format-moment";
import { routes } from "@/lib/web/routes";
import { deviceNamer } from "./device-namer";

/** The columns that can be sorted by, as the address names them; last used first where it names none. */
export const sortable = ["utilisee", "appareil", "reseau", "ouverte"] as const;

/** Where one is signed in: device, network, since when, used when (SEC-46). */
export async function SessionsTable({ sessions, view }: { sessions: OwnSession[]; view: TableView }) {
  const t = await getTranslations("sessions");
  const nameOf = await deviceNamer();
  const networkOf = ({ network }: OwnSession) => network ?? t("unknownNetwork");
  const closing = (sessionId: string) => `${routes.ownSessions()}?action=fermer&session=${sessionId}`;
  const textOf = (session: OwnSession, key: string) =>
    key === "appareil"
      ? nameOf(session.device)
      : key === "reseau"
        ? networkOf(session)
        : (key === "ouverte" ? session.openedAt : session.lastUsedAt).toISOString();
  return (
    <DataTable<OwnSession>
      caption={t("title")}
      columns={[
        {
          key: "appareil",
          heading: t("device"),
          cell: ({ device, isCurrent }) => (
            <span className="inline-flex flex-wrap items-center gap-x-3 gap-y-1">
              {nameOf(device)}
              {isCurrent ? <StatusTag tone="info">{t("current")}</StatusTag> : null}
            </span>
          ),
          sortable: true,
        },
        { key: "reseau", heading: t("network"), cell: networkOf, sortable: true },
        { key: "ouverte", heading: t("openedAt"), cell: ({ openedAt }) => formatMoment(openedAt), sortable: true },
        {
          key: "utilisee",
          heading: t("lastUsedAt"),
          cell: ({ lastUsedAt }) => formatMoment(lastUsedAt),
          sortable: true,
        },
        {
          key: "actions",
          heading: t("actions"),
          cell: ({ sessionId, device, openedAt, isCurrent }) =>
            isCurrent ? (
              t("currentHint")
            ) : (
              <a
                id={questionId(closing(sessionId))}
                href={closing(sessionId)}
                aria-label={t("closeOf", { device: nameOf(device), date: formatMoment(openedAt) })}
                className="inline-flex min-h-11 items-center md:min-h-6"
              >
                {t("close")}
              </a>
            ),
        },
      ]}
      rows={arrange(sessions, view, textOf)}
      keyOf={({ sessionId }) => sessionId}
      view={view}
      total={sessions.length}
      path={routes.ownSessions()}
      empty={t("empty")}
    />
  );
}
