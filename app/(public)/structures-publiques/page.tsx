import { getTranslations } from "next-intl/server";
import { DataTable } from "@/app/_ui/data-table";
import { EmptyState } from "@/app/_ui/empty-state";
import { LongName } from "@/app/_ui/long-name";
import { PageHeading } from "@/app/_ui/page-heading";
import { queryValue } from "@/app/_ui/query-value";
import { readTableView } from "@/app/_ui/table-view";
import { live } from "@/lib/platform/live";
import { typedSearch } from "@/lib/platform/typed-search";
import { findPublicStructures, type PublicStructure, SHORTEST_SEARCH } from "@/lib/structure/find-public-structures";
import { displayIdentifier } from "@/lib/structure/identifier";
import { documentTitle } from "@/lib/web/document-title";
import { routes } from "@/lib/web/routes";
import { SearchField } from "./search-field";

const sortable = ["designation", "identifier", "city"] as const;

/** S-17: which public body to invoice, its departments, and what it requires on an invoice. */
export default async function PublicStructuresPage({ searchParams }: PageProps<"/structures-publiques">) {
  const asked = await searchParams;
  const query = typedSearch(queryValue(asked.recherche));
  const view = readTableView(asked, { sortable });
  const t = await getTranslations("publicStructures");
  const longEnough = query.length >= SHORTEST_SEARCH;
  const sort = sortable.find((key) => key === view.sort) ?? "designation";
  const { total, structures } = longEnough
    ? await findPublicStructures(await live(), { ...view, sort, query })
    : { total: 0, structures: [] };
  return (
    <>
      <PageHeading title={t("title")} documentTitle={await documentTitle(t("title"))} lead={t("lead")} />
      <SearchField
        path={routes.publicStructures()}
        label={t("query")}
        help={t("queryHelp")}
        submit={t("submit")}
        query={query}
        error={query && !longEnough ? t("tooShort") : undefined}
      />
      {longEnough ? (
        <p role="status" className="mt-8 font-semibold">
          {t("results", { count: total })}
        </p>
      ) : (
        <EmptyState>{t("start")}</EmptyState>
      )}
      {longEnough ? (
        <DataTable<PublicStructure>
          caption={t("caption")}
          columns={[
            {
              key: "designation",
              heading: t("designation"),
              cell: ({ designation }) => <LongName>{designation}</LongName>,
              sortable: true,
            },
            {
              key: "identifier",
              heading: t("identifier"),
              cell: ({ identifierType, identifier }) => displayIdentifier(identifierType, identifier),
              sortable: true,
            },
            { key: "city", heading: t("city"), cell: ({ city }) => city, sortable: true },
            {
              key: "requirements",
              heading: t("requirements"),
              cell: ({ requires }) => requirementsOf(requires).join(" · "),
            },
            {
              key: "departments",
              heading: t("departments"),
              cell: ({ departments }) =>
                departments.map(({ code, name }) => `${code} – ${name}`).join(", ") || t("noDepartment"),
            },
          ]}
          rows={structures}
          keyOf={({ id }) => id}
          view={view}
          total={total}
          path={routes.publicStructures()}
          keep={{ recherche: query }}
          empty={`${t("empty", { query })} ${t("emptyNext")}`}
        />
      ) : null}
      <p className="mt-6 text-ink-soft text-sm">{t("source")}</p>
    </>
  );

  function requirementsOf(requires: PublicStructure["requires"]): string[] {
    const keys = (["departmentCode", "commitmentNumber", "commitmentOrDepartment"] as const).filter(
      (key) => requires[key],
    );
    return keys.length > 0 ? keys.map((key) => t(key)) : [t("noRequirement")];
  }
}
