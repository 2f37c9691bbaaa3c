import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Banner } from "@/app/_ui/banner";
import { ButtonLink } from "@/app/_ui/button-link";
import { DataTable } from "@/app/_ui/data-table";
import { queryValue } from "@/app/_ui/query-value";
import { StatusTag } from "@/app/_ui/status-tag";
import { TableSearch } from "@/app/_ui/table-search";
import { readTableView } from "@/app/_ui/table-view";
import { formatDay } from "@/lib/i18n/format-moment";
import { live } from "@/lib/platform/live";
import { typedSearch } from "@/lib/platform/typed-search";
import { type DepartmentLine, departmentSorts, findDepartments } from "@/lib/structure/find-departments";
import { mayAs } from "@/lib/structure/rights";
import { routes } from "@/lib/web/routes";
import { requireSheet } from "../require-sheet";
import { SheetFrame } from "../sheet-frame";

const tones = { current: "success", upcoming: "info", closed: "neutral" } as const;

/** S-14, "Services": the departments of a structure, the default one first. */
export default async function DepartmentsPage({ params, searchParams }: PageProps<"/structures/[id]/services">) {
  const { permit, structure } = await requireSheet((await params).id);
  const asked = await searchParams;
  const view = readTableView(asked, { sortable: departmentSorts });
  const query = typedSearch(queryValue(asked.recherche));
  const sort = departmentSorts.find((key) => key === view.sort) ?? "code";
  const { total, departments } = await findDepartments(await live(), permit, { ...view, sort, query });
  const t = await getTranslations("departments");
  const messages = await getTranslations("messages");
  const path = routes.departments(permit.structureId);
  const manages = mayAs(permit.capacity, "edit-sheet");
  const done = doneOf(asked.fait);
  const code = typeof asked.code === "string" ? asked.code.slice(0, 100) : "";
  return (
    <SheetFrame permit={permit} structure={structure} current={path} title={t("title")}>
      {done ? (
        <Banner tone="success" role="status">
          {done === "enregistre" ? messages("M-50") : t(`done.${done}`, { code })}
        </Banner>
      ) : null}
      <section aria-labelledby="departments">
        <h2 id="departments">{t("title")}</h2>
        {manages ? (
          <div className="mt-3">
            <ButtonLink href={routes.newDepartment(permit.structureId)}>{t("add")}</ButtonLink>
          </div>
        ) : null}
        <TableSearch path={path} id="department-search" label={t("search")} submit={t("submit")} query={query} />
        <DataTable<DepartmentLine>
          caption={t("caption")}
          columns={[
            { key: "code", heading: t("code"), cell: ({ code }) => code ?? t("noCode"), sortable: true },
            { key: "name", heading: t("name"), cell: ({ name }) => name ?? t("default"), sortable: true },
            {
              key: "validFrom",
              heading: t("validFrom"),
              cell: ({ validFrom }) => (validFrom ? dayOf(validFrom) : "–"),
              sortable: true,
            },
            {
              key: "validUntil",
              heading: t("validUntil"),
              cell: ({ validUntil }) => (validUntil ? dayOf(validUntil) : t("noEnd")),
              sortable: true,
            },
            {
              key: "state",
              heading: t("state"),
              cell: ({ state }) => <StatusTag tone={tones[state]}>{t(`states.${state}`)}</StatusTag>,
              sortable: true,
            },
            { key: "actions", heading: t("actions"), cell: (row) => actionsOf(row) },
          ]}
          rows={departments}
          keyOf={({ id }) => id ?? "default"}
          view={view}
          total={total}
          path={path}
          keep={query ? { recherche: query } : {}}
          empty={t("empty")}
        />
      </section>
    </SheetFrame>
  );

  function actionsOf({ id, name }: DepartmentLine) {
    // The default one can be neither changed nor removed.
    if (id === null || name === null || !manages) return null;
    const href = routes.department(permit.structureId, id);
    const words = { name, o: (chunks: ReactNode) => <span className="sr-only">{chunks}</span> };
    const look = "inline-flex min-h-11 items-center md:-my-2.5";
    return (
      <span className="flex flex-wrap gap-x-4">
        <a href={href} className={look}>
          {t.rich("edit", words)}
        </a>
        <a href={`${href}?action=supprimer`} className={look}>
          {t.rich("remove", words)}
        </a>
      </span>
    );
  }
}

function doneOf(fait: unknown) {
  return (["ajoute", "enregistre", "supprime"] as const).find((known) => known === fait);
}

/** A day of the database as people read it. */
function dayOf(day: string): string {
  return formatDay(new Date(`${day}T12:00:00Z`));
}
