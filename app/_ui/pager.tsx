import { ChevronLeft, ChevronRight, ChevronsLeft, ChevronsRight } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { buttonLook } from "./button-look";
import { inputLook } from "./field-frame";
import { namesOf, pageCount, pageSizes, type TableView, tableHref } from "./table-view";

const step = "inline-flex size-11 items-center justify-center rounded-lg";

/** "« < n > »", the lines a page, "(n lignes)": links and a form sent on purpose, no script (A11Y-27). */
export async function Pager({
  caption,
  view,
  total,
  path,
  keep,
}: {
  caption: string;
  view: TableView;
  total: number;
  path: string;
  keep: Record<string, string>;
}) {
  const t = await getTranslations("frame.table");
  const size = `${view.prefix ?? ""}lignes`;
  const last = pageCount(view.pageSize, total);
  const to = (page: number) =>
    page < 1 || page > last || page === view.page ? null : tableHref(path, { ...view, page }, keep);
  return (
    <div className="mt-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-3 print:hidden">
      <nav aria-label={t("pages", { caption })} className="flex items-center">
        <Step href={to(1)} name={t("first")}>
          <ChevronsLeft aria-hidden="true" size={20} />
        </Step>
        <Step href={to(view.page - 1)} name={t("previous")}>
          <ChevronLeft aria-hidden="true" size={20} />
        </Step>
        <span aria-current="page" className="px-2 tabular-nums">
          {t("page", { page: view.page, last })}
        </span>
        <Step href={to(view.page + 1)} name={t("next")}>
          <ChevronRight aria-hidden="true" size={20} />
        </Step>
        <Step href={to(last)} name={t("last")}>
          <ChevronsRight aria-hidden="true" size={20} />
        </Step>
      </nav>
      <form action={path} className="flex flex-wrap items-center gap-2">
        {Object.entries({ ...keep, ...namesOf(view) })
          .filter(([name]) => name !== size)
          .map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
        <label className="flex items-center gap-2 whitespace-nowrap">
          {t("pageSize")}
          <select name={size} defaultValue={view.pageSize} className={`${inputLook} w-auto`}>
            {pageSizes.map((size) => (
              <option key={size}>{size}</option>
            ))}
          </select>
        </label>
        <button type="submit" className={buttonLook.secondary}>
          {t("show")}
        </button>
        <span className="tabular-nums">{t("total", { total })}</span>
      </form>
    </div>
  );
}

function Step({ href, name, children }: { href: string | null; name: string; children: ReactNode }) {
  if (!href) {
    return (
      // Nowhere to go: nothing to hear, and the others keep their place.
      <span aria-hidden="true" className={`${step} opacity-40`}>
        {children}
      </span>
    );
  }
  return (
    <a href={href} className={`${step} hover:bg-accent-soft`}>
      {children}
      <span className="sr-only">{name}</span>
    </a>
  );
}
