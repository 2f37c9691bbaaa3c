import { Trash2 } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { DataTable } from "@/app/_ui/data-table";
import { questionId } from "@/app/_ui/question-id";
import { StatusTag } from "@/app/_ui/status-tag";
import { arrange, type TableView } from "@/app/_ui/table-view";
import type { StructureWorkspace } from "@/lib/attachment/find-structure-workspaces";
import { slugOf } from "@/lib/workspace/workspace";

/** The form that the check boxes of the table belong to. */
export const SELECTION_FORM = "selection";

/** The workspaces that are open, one a line; managers tick and delete, the others read. */
export async function WorkspaceTable({
  path,
  opened,
  manages,
  view,
  empty,
}: {
  path: string;
  opened: StructureWorkspace[];
  manages: boolean;
  view: TableView;
  empty: ReactNode;
}) {
  const t = await getTranslations("subscriptions.sheet");
  const organisations = await getTranslations("organisations");
  const labelOf = ({ workspace }: StructureWorkspace) => organisations(`workspaces.${workspace}.label`);
  // As the form sends it with one box ticked.
  const removal = ({ workspace }: StructureWorkspace) => `${path}?espace=${slugOf(workspace)}&action=supprimer`;
  const textOf = (row: StructureWorkspace, key: string) => (key === "users" ? String(row.users) : labelOf(row));
  return (
    <DataTable<StructureWorkspace>
      caption={t("heading")}
      columns={[
        // Opened for the whole structure; each subscription says for which department.
        { key: "department", heading: t("department"), cell: () => t("allDepartments") },
        { key: "workspace", heading: t("workspace"), cell: labelOf, names: true, sortable: true },
        { key: "status", heading: t("status"), cell: () => <StatusTag tone="success">{t("open")}</StatusTag> },
        {
          key: "users",
          heading: t("users"),
          cell: ({ users, waiting }) => t("userCount", { users, waiting }),
          sortable: true,
        },
        ...(manages
          ? [
              {
                key: "actions",
                heading: t("actions"),
                cell: (row: StructureWorkspace) => (
                  <a
                    id={questionId(removal(row))}
                    href={removal(row)}
                    aria-label={t("removeOf", { workspace: labelOf(row) })}
                    className="inline-flex min-h-11 items-center gap-2 md:min-h-6"
                  >
                    <Trash2 aria-hidden="true" size={20} />
                    {t("remove")}
                  </a>
                ),
              },
            ]
          : []),
      ]}
      rows={arrange(opened, view, textOf)}
      keyOf={({ workspace }) => slugOf(workspace)}
      view={view}
      total={opened.length}
      path={path}
      empty={empty}
      selection={
        manages
          ? {
              formId: SELECTION_FORM,
              name: "espace",
              labelOf: (row) => t("select", { workspace: labelOf(row) }),
              allLabel: t("selectAll"),
            }
          : undefined
      }
    />
  );
}
