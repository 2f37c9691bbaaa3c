import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/app/_ui/button-link";
import { type Column, DataTable } from "@/app/_ui/data-table";
import { EmptyState } from "@/app/_ui/empty-state";
import { LongName } from "@/app/_ui/long-name";
import { queryValue } from "@/app/_ui/query-value";
import { StatusTag } from "@/app/_ui/status-tag";
import { TableSearch } from "@/app/_ui/table-search";
import { readTableView } from "@/app/_ui/table-view";
import { findManagedStructures, type ManagedStructure, structureSorts } from "@/lib/attachment/find-managed-structures";
import { formatDay } from "@/lib/i18n/format-moment";
import { live } from "@/lib/platform/live";
import { typedSearch } from "@/lib/platform/typed-search";
import { maskedIdentifier } from "@/lib/structure/identifier";
import { requireManager } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { DeskFrame } from "../desk-frame";

/** S-13, "Mes structures". */
export default async function DeskStructuresPage({ searchParams }: PageProps<"/gestionnaire/structures">) {
  const actor = await requireManager();
  const asked = await searchParams;
  const query = typedSearch(queryValue(asked.recherche));
  const view = readTableView(asked, { sortable: structureSorts });
  const sort = structureSorts.find((key) => key === view.sort) ?? "legalName";
  const { total, structures } = await findManagedStructures(await live(), actor, { ...view, sort, query });
  const t = await getTranslations("desk");
  const path = routes.deskStructures();
  return (
    <DeskFrame actor={actor} section="structures">
      <h2>{t("structures.caption")}</h2>
      <p className="mt-3">
        <ButtonLink href={routes.newStructure()} variant="secondary">
          {t("structures.create")}
        </ButtonLink>
      </p>
      {total > view.pageSize || query ? (
        <TableSearch
          path={path}
          id="structures-search"
          label={t("structures.search")}
          submit={t("search")}
          query={query}
        />
      ) : null}
      <DataTable<ManagedStructure>
        caption={t("structures.caption")}
        columns={await columns()}
        rows={structures}
        keyOf={({ structureId }) => structureId}
        view={view}
        total={total}
        path={path}
        keep={query ? { recherche: query } : {}}
        empty={
          <EmptyState
            action={
              <ButtonLink href={path} variant="secondary">
                {t("structures.showAll")}
              </ButtonLink>
            }
          >
            {t("structures.nothingFound", { query })}
          </EmptyState>
        }
      />
    </DeskFrame>
  );
}

async function columns(): Promise<Column<ManagedStructure>[]> {
  const t = await getTranslations("desk");
  return [
    {
      key: "identifier",
      heading: t("columns.identifier"),
      cell: ({ identifierType, identifier }) => maskedIdentifier(identifierType, identifier),
      sortable: true,
    },
    {
      key: "legalName",
      heading: t("columns.legalName"),
      cell: ({ legalName, label, status }) => (
        <>
          <LongName>{legalName}</LongName>
          {label ? <span className="block text-ink-soft text-sm">{label}</span> : null}
          {status === "inactive" ? <StatusTag tone="neutral">{t("structures.inactive")}</StatusTag> : null}
        </>
      ),
      names: true,
      sortable: true,
    },
    {
      key: "createdAt",
      heading: t("columns.createdAt"),
      cell: ({ createdAt }) => formatDay(createdAt),
      sortable: true,
    },
    {
      key: "departments",
      heading: t("columns.departments"),
      cell: ({ departments }) => departments.join(", ") || t("defaultDepartment"),
      sortable: true,
    },
    {
      key: "actions",
      heading: t("columns.actions"),
      cell: ({ structureId, legalName }) => (
        <a
          href={routes.structure(structureId)}
          aria-label={t("structures.editOne", { structure: legalName })}
          className="inline-flex min-h-11 items-center md:min-h-6"
        >
          {t("structures.edit")}
        </a>
      ),
    },
  ];
}
