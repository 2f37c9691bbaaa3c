import { getTranslations } from "next-intl/server";
import { DataTable } from "@/app/_ui/data-table";
import { LongName } from "@/app/_ui/long-name";
import { readTableView } from "@/app/_ui/table-view";
import { findManagedHistory, type HistoryEntry, historySorts } from "@/lib/attachment/find-managed-history";
import { type StructureAct, structureActs } from "@/lib/attachment/structure-act";
import { formatMoment } from "@/lib/i18n/format-moment";
import { live } from "@/lib/platform/live";
import { currentLanguage } from "@/lib/web/current-language";
import { requireManager } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { DeskFrame } from "../desk-frame";

/** S-13, "Historique des actions": read-only, ten a page, newest first. */
export default async function DeskHistoryPage({ searchParams }: PageProps<"/gestionnaire/historique">) {
  const actor = await requireManager();
  const view = readTableView(await searchParams, { sortable: historySorts, pageSize: 10, descending: true });
  const sort = historySorts.find((key) => key === view.sort) ?? "happenedAt";
  const kinds = await kindsByName();
  const { total, entries } = await findManagedHistory(await live(), actor, { ...view, sort, kinds });
  const t = await getTranslations("desk");
  return (
    <DeskFrame actor={actor} section="history">
      <h2>{t("history.caption")}</h2>
      <DataTable<HistoryEntry>
        caption={t("history.caption")}
        columns={[
          {
            key: "happenedAt",
            heading: t("columns.date"),
            cell: ({ happenedAt }) => formatMoment(happenedAt),
            sortable: true,
          },
          {
            key: "subject",
            heading: t("columns.requester"),
            cell: ({ subject }) => <LongName>{subject ?? t("history.noSubject")}</LongName>,
            sortable: true,
          },
          {
            key: "legalName",
            heading: t("columns.legalName"),
            cell: ({ legalName }) => <LongName>{legalName}</LongName>,
            sortable: true,
          },
          {
            key: "kind",
            heading: t("columns.comments"),
            cell: (entry) => <Comments entry={entry} />,
            sortable: true,
          },
          { key: "actions", heading: t("columns.actions"), cell: (entry) => <View entry={entry} /> },
        ]}
        rows={entries}
        keyOf={({ id }) => id}
        view={view}
        total={total}
        path={routes.deskHistory()}
        empty={t("history.empty")}
      />
    </DeskFrame>
  );
}

/** The acts in the order of their names, as the reader's language sorts them (R-1207). */
async function kindsByName(): Promise<StructureAct[]> {
  const acts = await getTranslations("portal.history");
  const { compare } = new Intl.Collator(await currentLanguage());
  return structureActs.toSorted((one, other) => compare(acts(one), acts(other)));
}

/** What was done, by whom and why. */
async function Comments({ entry: { kind, workspace, actor, reason } }: { entry: HistoryEntry }) {
  const t = await getTranslations("desk.request");
  const history = await getTranslations("desk.history");
  const acts = await getTranslations("portal.history");
  const organisations = await getTranslations("organisations");
  return (
    <>
      {workspace
        ? history("workspaceAct", { act: acts(kind), workspace: organisations(`workspaces.${workspace}.label`) })
        : acts(kind)}
      <span className="block text-ink-soft text-sm">{actor ? t("by", { actor }) : t("byPortal")}</span>
      {reason ? <span className="block text-ink-soft text-sm">{t("reason", { reason })}</span> : null}
    </>
  );
}

async function View({ entry }: { entry: HistoryEntry }) {
  const t = await getTranslations("desk");
  const { about, targetId, subject, structureId, legalName, happenedAt } = entry;
  const link =
    about && targetId
      ? {
          href: about === "attachment" ? routes.attachmentRequest(targetId) : routes.subscriptionRequest(targetId),
          name: t("history.viewOne", { subject: subject ?? legalName, date: formatMoment(happenedAt) }),
        }
      : { href: routes.structure(structureId), name: t("history.viewStructure", { structure: legalName }) };
  return (
    <a href={link.href} aria-label={link.name} className="inline-flex min-h-11 items-center md:min-h-6">
      {t("view")}
    </a>
  );
}
