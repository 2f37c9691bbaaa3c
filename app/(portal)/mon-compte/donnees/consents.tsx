import { getTranslations } from "next-intl/server";
import { DataTable } from "@/app/_ui/data-table";
import { StatusTag } from "@/app/_ui/status-tag";
import { arrange, readTableView } from "@/app/_ui/table-view";
import { type ConsentChange, currentConsents } from "@/lib/departure/find-consents";
import { formatMoment } from "@/lib/i18n/format-moment";
import { routes } from "@/lib/web/routes";

/** What one agreed to, as it stands today and as it came about; the survey's can be taken back (R-1204). */
export async function Consents({
  changes,
  query,
}: {
  changes: ConsentChange[];
  query: Record<string, string | string[] | undefined>;
}) {
  const t = await getTranslations("departure.data.consents");
  const view = readTableView(query, { sortable: ["date", "subject", "state", "version"], descending: true });
  const today = currentConsents(changes);
  return (
    <section aria-labelledby="consentements" className="mt-10">
      <h2 id="consentements">{t("title")}</h2>
      <ul className="mt-2 list-disc pl-5">
        {today.map(({ id, subject, given, changedAt }) => (
          <li key={id}>
            {t(given ? "today" : "todayWithdrawn", {
              subject: t(`subjects.${subject}`),
              date: formatMoment(changedAt),
            })}
          </li>
        ))}
        {today.some(({ subject }) => subject === "survey") ? null : <li>{t("surveyNever")}</li>}
      </ul>
      <p>
        <a href={routes.ownDetails()} className="inline-flex min-h-11 items-center">
          {t("change")}
        </a>
      </p>
      <h3 className="mt-4">{t("history")}</h3>
      <DataTable<ConsentChange>
        caption={t("history")}
        columns={[
          { key: "subject", heading: t("subject"), cell: ({ subject }) => t(`subjects.${subject}`), sortable: true },
          {
            key: "state",
            heading: t("state"),
            cell: ({ given }) => (
              <StatusTag tone={given ? "success" : "neutral"}>{given ? t("given") : t("withdrawn")}</StatusTag>
            ),
            sortable: true,
          },
          { key: "date", heading: t("date"), cell: ({ changedAt }) => formatMoment(changedAt), sortable: true },
          { key: "version", heading: t("version"), cell: ({ version }) => version ?? t("noVersion"), sortable: true },
        ]}
        rows={arrange(changes, view, ({ subject, given, version, changedAt }, key) => {
          if (key === "subject") return t(`subjects.${subject}`);
          if (key === "state") return given ? t("given") : t("withdrawn");
          return key === "version" ? (version ?? "") : changedAt.toISOString();
        })}
        keyOf={({ id }) => id}
        view={view}
        total={changes.length}
        path={routes.ownData()}
        empty={t("empty")}
      />
    </section>
  );
}
