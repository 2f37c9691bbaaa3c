import { Download, Trash2 } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { DataTable } from "@/app/_ui/data-table";
import { questionId } from "@/app/_ui/question-id";
import { arrange, type TableView } from "@/app/_ui/table-view";
import type { DocumentLine } from "@/lib/document/find-documents";
import type { Shelf } from "./shelf";

/** The columns that one can sort by. */
export const sortableColumns = ["type", "label", "extension", "fileName"] as const;

/**
 * "Pièces jointes" of a structure or of a person: a link says what it leads to, its type and its weight
 * (A11Y-28).
 */
export async function DocumentTable({
  shelf,
  documents,
  manages,
  view,
}: {
  shelf: Shelf;
  documents: DocumentLine[];
  manages: boolean;
  view: TableView;
}) {
  const t = await getTranslations("documents");
  const own = await getTranslations("account.documents");
  const path = shelf.list;
  const removal = ({ documentId }: DocumentLine) => `${path}?action=supprimer&piece=${documentId}`;
  const textOf = (row: DocumentLine, key: string) =>
    key === "type" ? t(`types.${row.type}`) : row[sortableColumns.find((column) => column === key) ?? "label"];
  return (
    <DataTable<DocumentLine>
      caption={t("heading")}
      columns={[
        { key: "type", heading: t("columns.type"), cell: ({ type }) => t(`types.${type}`), sortable: true },
        { key: "label", heading: t("columns.label"), cell: ({ label }) => breakable(label), sortable: true },
        {
          key: "extension",
          heading: t("columns.extension"),
          cell: ({ extension }) => extension.toUpperCase(),
          sortable: true,
        },
        {
          key: "fileName",
          heading: t("columns.fileName"),
          cell: ({ fileName }) => breakable(fileName),
          sortable: true,
        },
        {
          key: "actions",
          heading: t("columns.actions"),
          cell: (row) => (
            <span className="flex flex-wrap gap-x-4 gap-y-1">
              <a href={shelf.document(row.documentId)} className="inline-flex min-h-11 items-center gap-1.5 md:min-h-6">
                <Download aria-hidden="true" size={18} className="shrink-0" />
                <span className="min-w-0">
                  {t("download", {
                    fileName: row.fileName,
                    extension: row.extension.toUpperCase(),
                    size: Math.max(1, Math.round(row.size / 1000)),
                  })}
                </span>
              </a>
              {manages ? (
                <a
                  id={questionId(removal(row))}
                  href={removal(row)}
                  aria-label={t("removeNamed", { fileName: row.fileName })}
                  className="inline-flex min-h-11 items-center gap-1.5 text-danger md:min-h-6"
                >
                  <Trash2 aria-hidden="true" size={18} className="shrink-0" />
                  {t("remove")}
                </a>
              ) : null}
            </span>
          ),
        },
      ]}
      rows={arrange(documents, view, textOf)}
      keyOf={({ documentId }) => documentId}
      view={view}
      total={documents.length}
      path={path}
      empty={shelf.structureId === null ? own("empty") : t("empty")}
    />
  );
}

function breakable(text: string) {
  return <span className="[overflow-wrap:anywhere]">{text}</span>;
}
