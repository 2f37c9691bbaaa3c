import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Banner } from "@/app/_ui/banner";
import { type Column, DataTable } from "@/app/_ui/data-table";
import { StatusTag } from "@/app/_ui/status-tag";
import { readTableView } from "@/app/_ui/table-view";
import type { Administrator } from "@/lib/administration/administrator";
import { findMails, type ListedMail, type MailSearch, mailSorts } from "@/lib/administration/find-mails";
import { formatMoment } from "@/lib/i18n/format-moment";
import { live } from "@/lib/platform/live";
import { routes } from "@/lib/web/routes";
import { mailKindInWords, mailTones } from "./mail-names";

/** The mails that a search finds; those that failed can be ticked, to be sent again (R-1401, SEC-97). */
export async function MailsTable({
  administrator,
  query,
  search,
  keep,
  selection,
}: {
  administrator: Administrator;
  query: Record<string, string | string[] | undefined>;
  search: Pick<MailSearch, "status" | "kind" | "recipient">;
  keep: Record<string, string>;
  /** The form that ticked mails are sent with, and what stands below them. */
  selection: { formId: string; withSelection: ReactNode };
}) {
  const view = readTableView(query, { sortable: mailSorts, pageSize: 10, descending: true });
  const sort = mailSorts.find((known) => known === view.sort) ?? "createdAt";
  const found = await findMails(await live(), administrator, { ...view, sort, ...search });
  const t = await getTranslations("administration");
  const isSearched = search.kind !== null || search.recipient !== "";
  return (
    <>
      {found.more ? <Banner tone="info">{t("more")}</Banner> : null}
      <DataTable<ListedMail>
        caption={t("mails.caption")}
        columns={await columns()}
        rows={found.rows}
        keyOf={({ id }) => id}
        view={view}
        total={found.total}
        path={routes.adminMails()}
        keep={keep}
        empty={isSearched ? t("mails.emptySearch") : t("mails.empty")}
        selection={
          found.rows.some(({ status }) => status === "dead")
            ? {
                formId: selection.formId,
                name: "courriel",
                labelOf: ({ recipient, createdAt }) => t("mails.select", { recipient, date: formatMoment(createdAt) }),
                canSelect: ({ status }) => status === "dead",
                allLabel: t("mails.selectAll"),
              }
            : undefined
        }
      />
      {found.rows.some(({ status }) => status === "dead") ? selection.withSelection : null}
    </>
  );
}

async function columns(): Promise<Column<ListedMail>[]> {
  const t = await getTranslations("administration.mails");
  const kindInWords = await mailKindInWords();
  const sortable = true;
  return [
    {
      key: "kind",
      heading: t("columns.kind"),
      // Many mails are of one kind: each link says which one it opens (A11Y-21).
      cell: ({ id, kind, recipient, createdAt }) => (
        <a
          href={routes.adminMail(id)}
          aria-label={`${kindInWords(kind)} – ${t("read", { recipient, date: formatMoment(createdAt) })}`}
          className="inline-block min-h-6"
        >
          {kindInWords(kind)}
        </a>
      ),
      sortable,
    },
    {
      key: "recipient",
      heading: t("columns.recipient"),
      cell: ({ recipient }) => <span className="inline-block min-w-32 break-all">{recipient}</span>,
      sortable,
    },
    {
      key: "status",
      heading: t("columns.status"),
      cell: ({ status }) => <StatusTag tone={mailTones[status]}>{t(`states.${status}`)}</StatusTag>,
      sortable,
    },
    {
      key: "createdAt",
      heading: t("columns.createdAt"),
      cell: ({ createdAt }) => formatMoment(createdAt),
      sortable,
    },
    { key: "attempts", heading: t("columns.attempts"), cell: ({ attempts }) => String(attempts), sortable },
    {
      key: "nextTryAt",
      heading: t("columns.nextTryAt"),
      cell: ({ nextTryAt }) =>
        nextTryAt ? formatMoment(nextTryAt) : <span className="text-ink-soft">{t("noTry")}</span>,
      sortable,
    },
    {
      key: "lastError",
      heading: t("columns.lastError"),
      cell: ({ lastError }) => lastError ?? t("noError"),
      sortable,
    },
  ];
}
